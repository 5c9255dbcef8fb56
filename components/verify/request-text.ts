/** The three headers that a signature needs, as far as they are there. */
export type SignatureHeaders = { id: string | null; timestamp: string | null; signature: string | null };

// Of a log, a list of headers, a curl command, JSON, a Python or Ruby dictionary, or Rack's and PHP's HTTP_WEBHOOK_ID.
const HEADER =
  /(?:^|[\s"'{,;([])(?:http[_-])?(webhook|svix)[_-](id|timestamp|signature)["']?\s*(?::|=>|=)\s*\[?\s*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^"'\r\n]+))/gi;

/** Reads the signature headers out of whatever was pasted; `svix-` ones are the same under another name. */
export function readHeaders(text: string): SignatureHeaders {
  const found: Partial<Record<string, string>> = {};
  for (const [, brand = "", name = "", double, single, bare] of text.matchAll(HEADER)) {
    const value = (double ?? single ?? bare ?? "").trim();
    const key = name.toLowerCase();
    if (value !== "" && (found[key] === undefined || brand.toLowerCase() === "webhook")) found[key] = value;
  }
  return { id: found.id ?? null, timestamp: found.timestamp ?? null, signature: found.signature ?? null };
}

/** As an HTTP message has them, one a line. */
export function headersText(headers: readonly (readonly [string, string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}
