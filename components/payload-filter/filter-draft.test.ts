import { expect, test } from "vitest";
import type { FilterDraft } from "@/components/payload-filter/filter-draft.ts";
import {
  draftOf,
  filterOf,
  listOf,
  mistakesOfDraft,
  pointerOf,
  rowAt,
  scalarOf,
  textOfScalar,
} from "@/components/payload-filter/filter-draft.ts";
import type { Filter } from "@/lib/contract/filter.ts";

test.each([
  ["/customer/plan", "/customer/plan"],
  ["customer.plan", "/customer/plan"],
  ["$.items[0].sku", "/items/0/sku"],
  ["a/b.c~d", "/a~1b/c~0d"],
  ["  ", ""],
])("%s is the path %s", (text, path) => {
  expect(pointerOf(text)).toBe(path);
});

test.each([
  ["10", 10],
  ['"10"', "10"],
  ["true", true],
  ["null", null],
  ["pro", "pro"],
  ["{", "{"],
] as const)("%s typed is the value %j, and is written so again", (text, value) => {
  expect(scalarOf(text)).toBe(value);
  expect(textOfScalar(value)).toBe(text);
});

test("a list is split at its commas, but for those within quotes", () => {
  expect(listOf('pro, 3, "a, b", ,true')).toEqual(["pro", 3, "a, b", true]);
});

const SHOWN: Filter[] = [
  { all: [{ path: "/amount", op: "gte", value: 100 }] },
  {
    any: [
      { path: "/a", op: "in", value: ["x", 1, "2", "a, b"] },
      { not: { path: "/b", op: "contains", value: "vip" } },
    ],
  },
  {
    all: [
      { path: "/a", op: "exists" },
      { path: "/b", op: "exists", value: false },
    ],
  },
  { all: [{ path: "/a", op: "eq", value: null }, { any: [{ path: "/b", op: "ne", value: "1" }] }] },
];

test.each(SHOWN)("%j is shown as rows, and is the same again", (filter) => {
  const draft = draftOf(filter);
  expect(draft && filterOf(draft)).toEqual(filter);
});

test("a single condition is a row, and no condition is no filter", () => {
  const draft = draftOf({ path: "/a", op: "eq", value: 1 });
  expect(draft && filterOf(draft)).toEqual({ all: [{ path: "/a", op: "eq", value: 1 }] });
  expect(filterOf({ join: "any", rows: [] })).toBeNull();
  expect(draftOf(null)).toEqual({ join: "all", rows: [] });
});

test.each([
  { not: { all: [{ path: "/a", op: "eq", value: 1 }] } },
  { all: [{ any: [{ all: [{ path: "/a", op: "eq", value: 1 }] }] }] },
  { not: { path: "/a", op: "gt", value: 1 } },
] as Filter[])("%j is more than rows can show", (filter) => {
  expect(draftOf(filter)).toBeNull();
});

const DRAFT: FilterDraft = {
  join: "all",
  rows: [
    { kind: "row", id: 1, path: "", op: "eq", value: "1" },
    {
      kind: "group",
      id: 2,
      join: "any",
      rows: [
        { kind: "row", id: 3, path: "a", op: "gt", value: "true" },
        { kind: "row", id: 4, path: "a", op: "in", value: " , " },
        { kind: "row", id: 5, path: "a", op: "exists", value: "" },
        { kind: "row", id: 6, path: "a", op: "eq", value: "" },
      ],
    },
  ],
};

test("a mistake is found at its row", () => {
  expect([...mistakesOfDraft(DRAFT)]).toEqual([
    [1, { path: "missing" }],
    [3, { value: "number" }],
    [4, { value: "list" }],
    [6, { value: "missing" }],
  ]);
});

test("what the server finds wrong is said at the row that it is about", () => {
  expect(rowAt(DRAFT, ["body", "filter", "all", "0", "path"])?.id).toBe(1);
  expect(rowAt(DRAFT, ["body", "filter", "all", "1", "any", "2", "not", "value"])?.id).toBe(5);
  expect(rowAt(DRAFT, ["body", "filter"])).toBeNull();
});
