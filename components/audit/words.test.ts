import { expect, test } from "vitest";
import { actionWords, changedFields, objectPath } from "@/components/audit/words.ts";

test("an action is said in words, also one that nobody has heard of", () => {
  expect(actionWords("endpoint.secret_revealed")).toBe("Endpoint: secret revealed");
  expect(actionWords("api_key.created")).toBe("API key: created");
  expect(actionWords("thing.made_up")).toBe("Thing: made up");
});

test("what changed has a line for each field, with both sides where there are both", () => {
  expect(changedFields({ before: { a: 1, b: "" }, after: { a: null, b: "x" } })).toEqual([
    { name: "a", before: "1", after: "–" },
    { name: "b", before: "–", after: "x" },
  ]);
  expect(changedFields({ before: null, after: { a: ["x"] } })).toEqual([
    { name: "a", before: null, after: '[\n  "x"\n]' },
  ]);
  expect(changedFields(null)).toEqual([]);
});

test("of what was made or deleted, fields that say nothing are left out", () => {
  const made = { name: "Acme", uid: null, metadata: {}, tags: [], note: "", on: false, limit: 0 };
  expect(changedFields({ before: null, after: made }).map(({ name }) => name)).toEqual(["name", "on", "limit"]);
  expect(changedFields({ before: made, after: null }).map(({ name }) => name)).toEqual(["name", "on", "limit"]);
});

test("things lead to their pages, and what is of no application leads nowhere", () => {
  const application = { id: "app_1", name: "Acme" };
  expect(objectPath({ application, object: { kind: "endpoint", id: "ep_1" } })).toBe(
    "/console/applications/app_1/endpoints/ep_1",
  );
  expect(objectPath({ application: null, object: { kind: "endpoint", id: "ep_1" } })).toBeNull();
  expect(objectPath({ application: null, object: { kind: "staff", id: "staff_1" } })).toBeNull();
});
