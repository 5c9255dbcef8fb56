import { Buffer, isUtf8 } from "node:buffer";

/** What a body says, as the JSON text of an object. */
export type PayloadReading =
  | { ok: true; text: string; value: Record<string, unknown> }
  | { ok: false; reason: "not_utf8" | "not_json" | "not_an_object"; detail: string };

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * Reads a JSON body as the text that it is, and a form as providers use it: a field `payload` that holds JSON (GitHub,
 * Slack), or else its fields as an object of texts. Who sends JSON without saying so (`curl -d`) has it called a form: no
 * form that has any use is a JSON object.
 */
export function readPayload(body: Uint8Array, contentType: string | undefined): PayloadReading {
  if (!isUtf8(body)) return { ok: false, reason: "not_utf8", detail: "The body is not UTF-8 text." };
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString("utf8")
    .replace(/^\ufeff/, "");
  if (!FORM.test(contentType ?? "")) return readJson(text, "The body");
  const json = /^\s*\{/.test(text) ? readJson(text, "The body") : null;
  if (json?.ok) return json;
  const form = new URLSearchParams(text);
  const inner = form.get("payload");
  return inner === null ? readJson(JSON.stringify(fieldsOf(form)), "The form") : readJson(inner, "The form's payload");
}

/** A field that is there several times becomes a list. */
function fieldsOf(form: URLSearchParams): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  // One pass: asking the form for each name would read all of it again for each of a hundred thousand.
  for (const [name, value] of form) {
    const known = fields.get(name);
    if (Array.isArray(known)) known.push(value);
    else fields.set(name, known === undefined ? value : [known, value]);
  }
  return Object.fromEntries(fields);
}

function readJson(text: string, what: string): PayloadReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // What the parser says quotes the body.
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, reason: "not_json", detail: `${what} is not JSON.` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, reason: "not_an_object", detail: `${what} is JSON, but not an object.` };
  }
  return { ok: true, text, value: value as Record<string, unknown> };
}
