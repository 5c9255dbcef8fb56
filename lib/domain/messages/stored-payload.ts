/** Content type of everything that does not say another. */
export const JSON_TYPE = "application/json";

/**
 * What stands in `message.payload` is JSON text: the payload itself, which is an object, byte for byte; or, for a body
 * that need not be JSON, the array of its content type (null: JSON) and its text.
 */
export function storedRawBody(text: string, contentType: string | undefined): string {
  return JSON.stringify([contentType ?? null, text]);
}

/** The bytes that receivers get, and what they are. */
export function readStoredPayload(stored: string): { text: string; contentType: string } {
  if (!stored.startsWith("[")) return { text: stored, contentType: JSON_TYPE };
  const [contentType, text] = JSON.parse(stored) as [string | null, string];
  return { text, contentType: contentType ?? JSON_TYPE };
}

/** As a value within JSON: a raw body is a string. */
export function payloadAsJson(stored: string): string {
  return stored.startsWith("[") ? JSON.stringify(readStoredPayload(stored).text) : stored;
}

/** The value that receivers get; undefined of a raw body that is no JSON. */
export function parseStoredPayload(stored: string): unknown {
  if (!stored.startsWith("[")) return JSON.parse(stored);
  try {
    return JSON.parse(readStoredPayload(stored).text);
  } catch {
    return undefined;
  }
}
