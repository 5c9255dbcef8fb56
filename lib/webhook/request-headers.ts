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
  custom: Readonly<Record<string, string>>;
  userAgent: string;
}

/**
 * The headers of a try in the order in which they are sent. The sender and the screens that show a try both ask here,
 * so that what is shown is what was sent.
 */
export function requestHeaders(input: RequestHeadersInput): [string, string][] {
  const custom = Object.entries(input.custom);
  // The one header of ours that a custom header may replace.
  const choosesAccept = custom.some(([name]) => name.toLowerCase() === "accept");
  return [
    ["content-type", input.contentType],
    ["user-agent", input.userAgent],
    ...(choosesAccept ? [] : [["accept", "*/*"] satisfies [string, string]]),
    ["accept-encoding", "identity"],
    ...custom,
    ["webhook-id", input.messageId],
    ["webhook-timestamp", String(input.timestampSeconds)],
    ...(input.sequence === null ? [] : [["webhook-sequence", String(input.sequence)] satisfies [string, string]]),
    ...(input.signature === null ? [] : [["webhook-signature", input.signature] satisfies [string, string]]),
  ];
}
