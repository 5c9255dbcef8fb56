import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { cut } from "./cut.ts";
import { readFields } from "./fields.ts";
import type { FormatInput } from "./format-input.ts";
import { FORMATS, type Format, writeFormat } from "./write.ts";

// Kept as it is: neither the number nor the order of keys survives JSON.parse and JSON.stringify.
const PAYLOAD = '{ "2": "b", "1": 12345678901234567890, "total": 1.0, "a":{"b":[true,null,{"c":"d"}]} }';
const base: FormatInput = {
  eventType: "invoice.paid",
  payload: PAYLOAD,
  messageId: "msg_1",
  createdAt: "2026-11-21T08:00:00.000Z",
  deliveryId: "dlv_1",
  attempt: 3,
  source: "https://hooks.example.com",
  sign: (text) => `sha256=${text.length}`,
};
const ALL = Object.keys(FORMATS) as Format[];
const CHATS = ["slack", "discord", "teams"] as const;
const written = (format: Format, fields: Partial<FormatInput> = {}) => writeFormat(format, { ...base, ...fields });

test("an envelope has the payload byte for byte, and is signed over it", () => {
  expect(written("envelope")).toBe(
    `{"event":"invoice.paid","timestamp":"2026-11-21T08:00:00.000Z","delivery_id":"dlv_1","attempt":3,"signature":"sha256=${PAYLOAD.length}","data":${PAYLOAD}}`,
  );
});

test("an event object has the payload byte for byte, and the same bytes on every try", () => {
  expect(written("event")).toBe(
    `{"event":"invoice.paid","data":${PAYLOAD},"timestamp":"2026-11-21T08:00:00.000Z","webhook_id":"msg_1","source":"https://hooks.example.com"}`,
  );
});

test.each(["event", ...CHATS] as const)("%s does not change from try to try", (format) => {
  expect(written(format, { attempt: 9, deliveryId: "dlv_2", sign: () => "other" })).toBe(written(format));
});

test("the values of a payload are read in its order, numbers as they were written", () => {
  expect(readFields(PAYLOAD)).toEqual({
    fields: [
      { name: "2", value: "b" },
      { name: "1", value: "12345678901234567890" },
      { name: "total", value: "1.0" },
      { name: "a.b[0]", value: "true" },
      { name: "a.b[1]", value: "null" },
      { name: "a.b[2].c", value: "d" },
    ],
    more: false,
  });
  expect(readFields('{"a":"x\\"y\\\\","b":{},"c":[],"":"z","d":" { [ : , "}').fields).toEqual([
    { name: "a", value: 'x"y\\' },
    { name: "", value: "z" },
    { name: "d", value: " { [ : , " },
  ]);
  expect(readFields("no JSON")).toEqual({ fields: [{ name: "", value: "no JSON" }], more: false });
  expect(readFields('"text"')).toEqual({ fields: [{ name: "", value: "text" }], more: false });
});

test("a cut shows itself, and leaves no half of a character", () => {
  expect(cut("abc", 3)).toBe("abc");
  expect(cut("abcd", 3)).toBe("ab…");
  expect(cut("a🪝🪝", 3)).toBe("a…");
});

type Json = Record<string, unknown>;
/** Every text in a message, wherever it stands. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe("messages for chats", () => {
  test.each(CHATS)("%s names the event and shows the values of the payload", (format) => {
    const shown = texts(JSON.parse(written(format)) as unknown).join("\n");
    for (const word of ["invoice.paid", "12345678901234567890", "total", "msg_1"]) expect(shown).toContain(word);
  });

  test("Slack reads no control sequence of a payload, neither mention nor link", () => {
    const message = written("slack", { payload: '{"a":"<!channel> <https://evil.example|bank> &amp;"}' });
    expect(texts(JSON.parse(message)).filter((text) => text.includes("evil"))).toHaveLength(2);
    expect(message.match(/<[^d>!]|<!(?!date)/g)).toBeNull();
    expect(message).toContain("&lt;!channel&gt;");
  });

  test("Discord mentions nobody and reads no markup of a payload", () => {
    const message = JSON.parse(
      written("discord", { payload: '{"a":"@everyone [x](https://evil.example) **b**"}' }),
    ) as Json;
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(message).toMatchObject({
      embeds: [{ fields: [{ value: "\\@everyone \\[x\\]\\(https\\://evil.example\\) \\*\\*b\\*\\*" }] }],
    });
  });

  test("Teams gets texts that read no Markdown", () => {
    const message = written("teams", { payload: '{"a":"[x](https://evil.example)"}' });
    expect(message).not.toContain('"type":"TextBlock"');
    expect(message).toContain('{"type":"TextRun","text":"[x](https://evil.example)"}');
  });
});

const HOSTILE: [string, string][] = [
  ["nothing", "{}"],
  ["empty values", '{"":"","a":""}'],
  ["not JSON", "plain <b>text</b>"],
  [
    "long values",
    JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, "&".repeat(5_000)]))),
  ],
  ["long names", JSON.stringify({ ["n".repeat(10_000)]: { ["m".repeat(10_000)]: 1 } })],
  [
    "three bytes a character",
    JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [i, "紙".repeat(5_000)]))),
  ],
  [
    "control characters",
    JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [i, "\u0001".repeat(900)]))),
  ],
  ["markup", JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [i, "*_[]()".repeat(200)])))],
  ["a megabyte", JSON.stringify({ text: 'x\\"'.repeat(300_000) })],
  ["many values", JSON.stringify(Array.from({ length: 100_000 }, (_, i) => i))],
  ["a deep nest", `${'{"a":['.repeat(2_000)}1${"]}".repeat(2_000)}`],
  ["half a character", '{"a":"\\ud83e"}'],
];

describe.each(HOSTILE)("a payload of %s", (_, payload) => {
  test.each(ALL)("is valid JSON as %s", (format) => {
    expect(() => JSON.parse(written(format, { payload })) as unknown).not.toThrow();
  });

  // The limits of each service, which are named in the files that keep to them.
  test("fits into what Slack takes", () => {
    const message = JSON.parse(written("slack", { payload, eventType: "e".repeat(256) })) as {
      text: string;
      blocks: { type: string; text?: { text: string } }[];
    };
    expect(message.text.length).toBeLessThanOrEqual(40_000);
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    for (const { type, text } of message.blocks) {
      if (!text) continue;
      expect(text.text.length).toBeGreaterThan(0);
      expect(text.text.length).toBeLessThanOrEqual(type === "header" ? 150 : 3_000);
    }
  });

  test("fits into what Discord takes", () => {
    const { embeds } = JSON.parse(written("discord", { payload, eventType: "e".repeat(256) })) as {
      embeds: [{ title: string; fields: { name: string; value: string }[]; footer: { text: string } }];
    };
    const [{ title, fields, footer }] = embeds;
    expect(title.length).toBeLessThanOrEqual(256);
    expect(fields.length).toBeLessThanOrEqual(25);
    for (const { name, value } of fields) {
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(256);
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(1_024);
    }
    const total = fields.reduce(
      (sum, { name, value }) => sum + name.length + value.length,
      title.length + footer.text.length,
    );
    expect(total).toBeLessThanOrEqual(6_000);
  });

  test("fits into what Teams takes", () => {
    const message = written("teams", { payload, eventType: "e".repeat(256) });
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(28_000);
  });
});
