import { expect, test } from "vitest";
import { formatMetadata, parseMetadata } from "@/components/applications/metadata.ts";

test("metadata that was read is written as it was", () => {
  const metadata = { plan: "pro", query: "a=b&c=d", empty: "" };
  expect(parseMetadata(formatMetadata(metadata))).toEqual(metadata);
});

test("blank lines and spaces around keys and values do not count", () => {
  expect(parseMetadata("\n  plan = pro \n\n")).toEqual({ plan: "pro" });
});

test.each(["plan", "=pro", " = pro"])("a line that is no pair is refused: %s", (line) => {
  expect(parseMetadata(line)).toBeNull();
});
