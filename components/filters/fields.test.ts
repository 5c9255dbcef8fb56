import { expect, test } from "vitest";
import { type FilterField, readTokens, searchableText } from "@/components/filters/fields.ts";

const fields: FilterField[] = [
  { id: "status", label: "Status", options: [{ value: "failed", label: "Failed" }] },
  { id: "endpoint", label: "Endpoint", options: [{ value: "ep_1", label: "Orders API" }] },
  { id: "code", label: "Code", options: [], accepts: (value) => /^\dxx$/.test(value) },
];

test("typed tokens become values, the rest stays text", () => {
  const typed = readTokens('ord_8812 status:failed code:5xx endpoint:"orders api"', fields);
  expect(typed.values).toEqual({ status: ["failed"], code: ["5xx"], endpoint: ["ep_1"] });
  expect(typed.text).toBe("ord_8812");
  expect(typed.wrong).toBeNull();
});

test("an exclamation mark before a value excludes it", () => {
  expect(readTokens("status:!failed code:!5xx", fields).values).toEqual({ status: ["!failed"], code: ["!5xx"] });
  expect(readTokens("status:!broken", fields).wrong).toMatchObject({ value: "!broken" });
});

test("a value that the field does not know is named", () => {
  const typed = readTokens("status:broken", fields);
  expect(typed.values).toEqual({});
  expect(typed.wrong).toMatchObject({ value: "broken", field: { id: "status" } });
});

test("a colon in a search text is not a token", () => {
  expect(readTokens("https://example.com a:b", fields)).toEqual({
    values: {},
    text: "https://example.com a:b",
    wrong: null,
  });
});

test("a token that is still being written is not searched for", () => {
  expect(searchableText("ord_8812 status:fai", fields)).toBe("ord_8812");
});
