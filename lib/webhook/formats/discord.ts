import { cut } from "./cut.ts";
import { readFields } from "./fields.ts";
import type { FormatInput } from "./format-input.ts";

// Discord's reference, Message resource, "Embed Limits": title and names of fields 256 characters, values 1,024, 25 fields,
// all texts of a message together 6,000.
const MAX_NAME = 256;
const MAX_VALUE = 1_024;
const MAX_TOTAL = 6_000;
const MORE = "…";

/** So that a payload is shown as it is: no links under other words, no spoilers, no headings. */
function escaped(text: string): string {
  return text.replace(/[\\*_~`|>[\]()#<:@-]/g, "\\$&");
}

/** A message for a webhook of Discord; it mentions nobody, whatever the payload says. */
export function writeDiscordMessage({ eventType, payload, createdAt, messageId }: FormatInput): string {
  const read = readFields(payload);
  const title = cut(escaped(eventType), MAX_NAME);
  const fields: { name: string; value: string }[] = [];
  let room = MAX_TOTAL - title.length - messageId.length - 2 * MORE.length;
  for (const { name, value } of read.fields) {
    // Neither may be empty.
    const field = { name: cut(escaped(name), MAX_NAME) || "payload", value: cut(escaped(value), MAX_VALUE) || '""' };
    room -= field.name.length + field.value.length;
    if (room < 0) break;
    fields.push(field);
  }
  if (read.more || fields.length < read.fields.length) fields.push({ name: MORE, value: MORE });
  return JSON.stringify({
    embeds: [{ title, fields, timestamp: createdAt, footer: { text: messageId } }],
    allowed_mentions: { parse: [] },
  });
}
