import { cut } from "./cut.ts";
import { readFields } from "./fields.ts";
import type { FormatInput } from "./format-input.ts";

// Slack's reference of Block Kit: a header has at most 150 characters, the text of a section 3,000.
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
/** Shown in notifications only; Slack takes 40,000 (changelog of April 2018). */
const MAX_TEXT = 300;
const MORE = "…";

/** The three characters that Slack reads as control sequences: a payload can neither mention people nor hide links. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A message for an incoming webhook of Slack. */
export function writeSlackMessage({ eventType, payload, createdAt, messageId }: FormatInput): string {
  const { fields, more } = readFields(payload);
  const lines: string[] = [];
  let room = MAX_SECTION - MORE.length;
  for (const { name, value } of fields) {
    const line = name === "" ? escaped(value) : `*${escaped(name)}:* ${escaped(value)}`;
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  if (more || lines.length < fields.length) lines.push(MORE);
  const seconds = Math.floor(Date.parse(createdAt) / 1000);
  const moment = `<!date^${seconds}^{date_short_pretty} {time_secs}|${createdAt}>`;
  return JSON.stringify({
    text: escaped(
      cut([eventType, ...fields.map(({ name, value }) => `${name} ${value}`.trim())].join(" · "), MAX_TEXT),
    ),
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(eventType, MAX_HEADER), emoji: false } },
      ...(lines.length > 0
        ? [{ type: "section", text: { type: "mrkdwn", text: lines.join("\n"), verbatim: true } }]
        : []),
      { type: "context", elements: [{ type: "mrkdwn", text: `${moment} · ${messageId}` }] },
    ],
  });
}
