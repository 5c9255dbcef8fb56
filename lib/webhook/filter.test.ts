import { describe, expect, test } from "vitest";
import { clauseAt, compileFilter, type FilterNode } from "@/lib/webhook/filter.ts";

const PAYLOAD: unknown = JSON.parse(`{
  "amount": 120, "plan": "pro", "paid": true, "note": null, "at": "2026-03-01T00:00:00Z",
  "tags": ["eu", "vip", 3], "items": [{ "sku": "a-1" }, { "sku": "b-2" }],
  "a/b": { "~c": 1 }, "": "empty", "__proto__": { "own": 1 }
}`);

const passes = (filter: FilterNode, payload: unknown = PAYLOAD) => compileFilter(filter)(payload) === null;

describe("conditions", () => {
  test.each<[string, string, unknown, boolean]>([
    ["/amount", "eq", 120, true],
    ["/amount", "eq", "120", false],
    ["/note", "eq", null, true],
    ["/missing", "eq", null, false],
    ["/amount", "ne", 1, true],
    ["/missing", "ne", 1, true],
    ["/amount", "gt", 120, false],
    ["/amount", "gte", 120, true],
    ["/amount", "lt", 120.5, true],
    ["/amount", "lte", 119, false],
    ["/plan", "gt", 5, false],
    ["/missing", "lt", 5, false],
    ["/at", "gte", "2026-02-28", true],
    ["/plan", "in", ["free", "pro"], true],
    ["/plan", "in", ["free"], false],
    ["/tags", "contains", "vip", true],
    ["/tags", "contains", "3", false],
    ["/plan", "contains", "ro", true],
    ["/amount", "contains", "2", false],
    ["/plan", "startsWith", "pr", true],
    ["/amount", "startsWith", "1", false],
    ["/plan", "endsWith", "o", true],
    ["/note", "exists", true, true],
    ["/note", "exists", undefined, true],
    ["/missing", "exists", undefined, false],
    ["/missing", "exists", false, true],
    ["/items/1/sku", "eq", "b-2", true],
    ["/items/01/sku", "eq", "b-2", false],
    ["/items/length", "exists", true, false],
    ["/a~1b/~0c", "eq", 1, true],
    ["/", "eq", "empty", true],
    ["/plan/0", "exists", true, false],
    ["/__proto__/own", "eq", 1, true],
    ["/constructor", "exists", true, false],
    ["/amount/toString", "exists", true, false],
  ])("%s %s %j is %j", (path, op, value, expected) => {
    expect(passes({ path, op, value })).toBe(expected);
  });

  test("a payload that is no object has nothing at any path", () => {
    for (const payload of [null, 1, "text", [], true]) {
      expect(passes({ path: "/amount", op: "exists" }, payload)).toBe(false);
    }
  });
});

describe("the clause that failed", () => {
  const yes = { path: "/amount", op: "eq", value: 120 };
  const no: FilterNode = { path: "/amount", op: "eq", value: 1 };
  const other = { path: "/plan", op: "eq", value: "free" };

  test.each<[string, FilterNode, FilterNode]>([
    ["a condition is its own clause", no, no],
    ["of all, the first part that fails", { all: [yes, no, other] }, no],
    ["of all within all, the innermost", { all: [{ all: [yes, yes] }, { all: [yes, other] }] }, other],
    ["of any, the whole group", { all: [yes, { any: [no, other] }] }, { any: [no, other] }],
    ["of not, itself", { all: [{ any: [no, yes] }, { not: yes }] }, { not: yes }],
  ])("%s", (_, filter, clause) => {
    const place = compileFilter(filter)(PAYLOAD);
    expect(place).not.toBeNull();
    expect(clauseAt(filter, place ?? -1)).toEqual(clause);
  });

  test("nothing fails when any part of any, every part of all, and no part of not holds", () => {
    expect(passes({ all: [yes, { any: [no, yes] }, { not: { any: [no, other] } }] })).toBe(true);
  });

  test("a place outside of the filter names nothing", () => {
    expect(clauseAt(no, 1)).toBeNull();
  });
});
