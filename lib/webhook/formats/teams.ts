import { Buffer } from "node:buffer";
import { readFields } from "./fields.ts";
import type { FormatInput } from "./format-input.ts";

/** Microsoft's guide to incoming webhooks: a message of more than 28 KB is refused. */
const MAX_BYTES = 28_000;

type Run = { type: "TextRun"; text: string; weight?: "Bolder"; size?: "Large"; isSubtle?: true };

/** A paragraph of runs: unlike a TextBlock it reads no Markdown, so a payload is shown as it is. */
function paragraph(...inlines: Run[]) {
  return { type: "RichTextBlock", inlines };
}

const run = (text: string, look: Omit<Run, "type" | "text"> = {}): Run => ({ type: "TextRun", text, ...look });

/** A message with an Adaptive Card, for the "When a Teams webhook request is received" trigger of Workflows. */
export function writeTeamsMessage({ eventType, payload, createdAt, messageId }: FormatInput): string {
  const { fields, more } = readFields(payload);
  const lines = fields.map(({ name, value }) =>
    name === "" ? paragraph(run(value)) : paragraph(run(`${name}: `, { weight: "Bolder" }), run(value)),
  );
  const write = (count: number) =>
    JSON.stringify({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: {
            $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
            type: "AdaptiveCard",
            version: "1.2",
            body: [
              paragraph(run(eventType, { weight: "Bolder", size: "Large" })),
              ...lines.slice(0, count),
              ...(more || count < lines.length ? [paragraph(run("…"))] : []),
              paragraph(run(`${createdAt} · ${messageId}`, { isSubtle: true })),
            ],
          },
        },
      ],
    });
  let count = lines.length;
  let text = write(count);
  while (count > 0 && Buffer.byteLength(text) > MAX_BYTES) text = write(--count);
  return text;
}
