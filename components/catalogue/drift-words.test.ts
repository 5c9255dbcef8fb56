import { expect, test } from "vitest";
import { driftWords, fitWords } from "@/components/catalogue/drift-words.ts";
import { formatIn } from "@/lib/testing/translate.ts";

const format = formatIn();
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const said = (read: number, misfits: number) => plain(`${fitWords({ read, misfits }, format).join("")} version 1.`);

test.each([
  [1, 0, "The last message fits version 1."],
  [1, 1, "The last message does not fit version 1."],
  [2, 0, "Every one of the last 2 messages fits version 1."],
  [2, 1, "1 of the last 2 messages does not fit version 1."],
  [2, 2, "2 of the last 2 messages do not fit version 1."],
  [100, 1, "1.0 % of the last 100 messages do not fit version 1."],
])("of %i messages %i that do not fit: %s", (read, misfits, text) => {
  expect(said(read, misfits)).toBe(text);
});

test.each([
  ["nothing", 1, 1, "It lacks"],
  ["nothing", 1, 3, "1 of 3 lacks"],
  ["nothing", 2, 3, "2 of 3 lack"],
  ["nothing", 3, 300, "1.0 % lack"],
  ["string", 1, 3, "1 of 3 holds string in place of integer at"],
  ["string", 2, 3, "2 of 3 hold string in place of integer at"],
])("where %s is found in %i of %i: %s", (found, count, read, text) => {
  expect(plain(driftWords({ path: ["a"], expected: "integer", found, count }, read, format))).toBe(text);
});
