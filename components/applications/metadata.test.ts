import { expect, test } from "vitest";
import { parseMetadata } from "@/components/applications/metadata.ts";

test("only the first equals sign of a line divides it", () => {
  expect(parseMetadata("query=a=b&c=d\nempty=")).toEqual({ query: "a=b&c=d", empty: "" });
});

test("blank lines and spaces around keys and values do not count", () => {
  expect(parseMetadata("\n  plan = pro \n\n")).toEqual({ plan: "pro" });
});

test.each(["plan", "=pro", " = pro"])("a line that is no pair is refused: %s", (line) => {
  expect(parseMetadata(line)).toBeNull();
});
