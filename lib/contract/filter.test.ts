import { describe, expect, test } from "vitest";
import { BoundedFilter, type Filter } from "@/lib/contract/filter.ts";
import { filterWords } from "@/lib/contract/filter-words.ts";

const condition = { path: "/a", op: "eq", value: 1 } as const;

function problem(filter: unknown): { path: string; message: string } | null {
  const issue = BoundedFilter.safeParse(filter).error?.issues[0];
  return issue ? { path: issue.path.join("."), message: issue.message } : null;
}

function nested(levels: number): unknown {
  return levels === 0 ? condition : { all: [nested(levels - 1)] };
}

describe("what is a filter", () => {
  test.each<[string, Filter]>([
    ["a condition", condition],
    ["exists without a value", { path: "/a/b~1c", op: "exists" }],
    ["groups within groups", { all: [condition, { any: [condition, { not: condition }] }] }],
    ["a list for in", { path: "/a", op: "in", value: [1, "b", null, true] }],
  ])("%s", (_, filter) => {
    expect(BoundedFilter.parse(filter)).toEqual(filter);
  });

  test.each<[string, unknown, string, RegExp]>([
    ["nothing", {}, "", /one of all, any and not/],
    ["two forms at once", { ...condition, all: [condition] }, "", /one of all, any and not/],
    ["an empty group", { any: [] }, "any", /./],
    ["a condition without comparison", { path: "/a" }, "op", /missing/],
    ["a path that is no pointer", { path: "a.b", op: "exists" }, "path", /JSON pointer/],
    ["a pointer with a lone tilde", { path: "/a~b", op: "exists" }, "path", /JSON pointer/],
    ["an unknown comparison", { path: "/a", op: "matches", value: ".*" }, "op", /./],
    ["a list for eq", { path: "/a", op: "eq", value: [1] }, "value", /single value/],
    ["a single value for in", { path: "/a", op: "in", value: 1 }, "value", /list/],
    ["a truth for gt", { path: "/a", op: "gt", value: true }, "value", /number or a text/],
    ["an object as value", { path: "/a", op: "eq", value: {} }, "value", /./],
    ["a mistake far within", { all: [condition, { not: { path: "/a", op: "gt" } }] }, "all.1.not.value", /number/],
    ["an unknown key", { ...condition, flags: "i" }, "", /flags/],
    ["a text instead", "amount > 5", "", /./],
    ["more than five levels", nested(5), "", /5 levels/],
    ["ten thousand levels", JSON.parse(`${'{"not":'.repeat(10_000)}1${"}".repeat(10_000)}`), "", /levels/],
    [
      "a value of ten thousand levels",
      { ...condition, value: JSON.parse("[".repeat(10_000) + "]".repeat(10_000)) },
      "",
      /levels/,
    ],
    ["too many conditions", { all: Array.from({ length: 3 }, () => ({ any: Array(20).fill(condition) })) }, "", /50/],
    ["more than 8 KiB", { any: Array(9).fill({ path: "/a", op: "eq", value: "x".repeat(1000) }) }, "", /8192 bytes/],
  ])("%s is refused where it stands", (_, filter, path, message) => {
    expect(problem(filter)?.path).toBe(path);
    expect(problem(filter)?.message).toMatch(message);
  });
});

test("a filter reads as a sentence", () => {
  const filter: Filter = {
    all: [
      { path: "/amount", op: "gt", value: 100 },
      { any: [{ path: "/plan", op: "in", value: ["pro", "team"] }, { not: { path: "/trial", op: "exists" } }] },
    ],
  };
  expect(filterWords(filter)).toBe(
    '/amount is greater than 100 and (/plan is one of "pro", "team" or not (/trial is there))',
  );
});
