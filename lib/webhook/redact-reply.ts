import { Buffer } from "node:buffer";

/** What stands for a secret in a stored reply. */
export const REDACTED = "••••";
/** As the bytes of its UTF-8, each one a character: bodies are searched as bytes, because they need not be text. */
const REDACTED_BYTES = Buffer.from(REDACTED).toString("latin1");

/** A shorter value is in too many replies by chance, and is no secret that protects anything. */
const SHORTEST_SECRET = 8;
/** Of a secret that the end of a body cuts in two, so much is left standing at most. */
const LONGEST_REST = 3;

/** Headers whose whole value is a credential: of sessions at the receiver, or echoed. Challenges to us are none. */
const CREDENTIAL_HEADERS = new Set([
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "set-cookie2",
  "x-api-key",
  "x-auth-token",
]);

/**
 * What a receiver knows of us and must not come back in what we show: values of custom headers, also without the scheme
 * before them, credentials, and signing secrets. The longest first, so that none hides within another.
 */
export function secretsToRedact(headerValues: readonly string[], signingSecrets: readonly Buffer[]): string[] {
  const all = [
    ...headerValues.flatMap((value) => [value, value.slice(value.lastIndexOf(" ") + 1)]),
    // With their base64 they are shown; what they stand for may be the text that a receiver knows.
    ...signingSecrets.flatMap((bytes) => [bytes.toString("base64"), bytes.toString("latin1")]),
  ];
  const written = all.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(written)].filter((secret) => secret.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/** Words of ours that quote what was received. */
export function redactText(text: string, secrets: readonly string[]): string {
  return replaceAll(text, secrets, REDACTED);
}

/** A URL as it may be written down; where it leads stays readable. */
export function redactUrl(url: string, secrets: readonly string[]): string {
  const { origin } = new URL(url);
  const rest = url.slice(origin.length);
  if (!url.startsWith(origin)) return `${origin}/${REDACTED}`;
  const written = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
  ]);
  return `${origin}${replaceAll(rest, [...new Set(written)], REDACTED)}`;
}

export function redactHeaders(headers: Record<string, string>, secrets: readonly string[]): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? "";
    redacted[name] = CREDENTIAL_HEADERS.has(name) ? REDACTED : replaceAll(value, secrets, REDACTED);
  }
  return redacted;
}

/** @param cut whether the body goes on after these bytes: a secret may have lost its end */
export function redactBody(body: Buffer, secrets: readonly string[], cut: boolean): Buffer {
  if (body.length === 0 || (!cut && secrets.every((secret) => secret.length > body.length))) return body;
  const text = body.toString("latin1");
  const whole = replaceAll(text, secrets, REDACTED_BYTES);
  const redacted = cut ? withoutBeginning(whole, secrets) : whole;
  return redacted === text ? body : Buffer.from(redacted, "latin1");
}

function replaceAll(text: string, secrets: readonly string[], by: string): string {
  let rest = text;
  for (const secret of secrets) if (rest.includes(secret)) rest = rest.replaceAll(secret, by);
  return rest;
}

function withoutBeginning(text: string, secrets: readonly string[]): string {
  for (const secret of secrets) {
    for (let length = Math.min(secret.length - 1, text.length); length > LONGEST_REST; length--) {
      if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length) + REDACTED_BYTES;
    }
  }
  return text;
}
