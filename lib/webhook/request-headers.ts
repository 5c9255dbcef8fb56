export interface RequestHeadersInput {
  /** Media type of the body. */
  contentType: string;
  /** `msg_…` */
  messageId: string;
  timestampSeconds: number;
  /** null when the try ended before anything was signed. */
  signature: string | null;
  /** For endpoints that want to see the order of messages; not part of what is signed. */
  sequence: number | null;
  /** Names in any case, none twice. */
  custom: readonly [string, string][];
  /** The three signature headers once more, with the prefix `svix-`. */
  svixHeaders: boolean;
  userAgent: string;
}

/**
 * The headers of a try in the order in which they are sent. The sender and the screens that show a try both ask here,
 * so that what is shown is what was sent.
 */
export function requestHeaders(input: RequestHeadersInput): [string, string][] {
  // The one header of ours that a custom header may replace.
  const choosesAccept = input.custom.some(([name]) => name.toLowerCase() === "accept");
  const headers: [string, string][] = [
    ["content-type", input.contentType],
    ["user-agent", input.userAgent],
  ];
  if (!choosesAccept) headers.push(["accept", "*/*"]);
  headers.push(["accept-encoding", "identity"], ...input.custom);
  headers.push(["webhook-id", input.messageId], ["webhook-timestamp", String(input.timestampSeconds)]);
  if (input.sequence !== null) headers.push(["webhook-sequence", String(input.sequence)]);
  if (input.signature !== null) headers.push(["webhook-signature", input.signature]);
  if (input.svixHeaders) {
    headers.push(["svix-id", input.messageId], ["svix-timestamp", String(input.timestampSeconds)]);
    if (input.signature !== null) headers.push(["svix-signature", input.signature]);
  }
  return headers;
}
