import { expect, test } from "vitest";
import { plainDescription } from "@/lib/plain-description.ts";

test("a description becomes one line without marks", () => {
  expect(plainDescription("A **bill** was `paid`.\n\n- one\n- [two](https://example.com)")).toBe(
    "A bill was paid. one two",
  );
});
