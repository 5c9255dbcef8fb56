import { expect, test } from "vitest";
import { type Entry, findEntries } from "@/components/palette/entries.ts";
import { readPasted, sameUrl } from "@/components/palette/pasted.ts";
import { remember, type Visit } from "@/components/palette/recent.ts";

const entry = (group: Entry["group"], label: string, hint?: string): Entry => ({
  id: label,
  group,
  label,
  hint,
  does: { href: "/" },
});

const entries = [
  entry("go", "Deliveries"),
  entry("endpoints", "orders-api", "https://example.com/hooks"),
  entry("filters", "Failed in the last hour"),
  entry("actions", "Copy the delivery’s id"),
];
const labels = (query: string) => findEntries(entries, query).map(({ label }) => label);

test("groups keep their order, and every word must be found", () => {
  expect(labels("deliver")).toEqual(["Copy the delivery’s id", "Deliveries"]);
  expect(labels("failed hour")).toEqual(["Failed in the last hour"]);
  expect(labels("example.com")).toEqual(["orders-api"]);
  expect(labels("nowhere")).toEqual([]);
});

test("without a query everything is offered", () => {
  expect(labels(" ")).toHaveLength(entries.length);
});

test("a pasted id is known by its prefix, a URL by its scheme", () => {
  const id = "dlv_2b7aQeXkzV3nTgkWmPq9s1r8tYc";
  expect(readPasted(` ${id}\n`)).toEqual({ kind: "delivery", id });
  expect(readPasted("https://example.com/hooks")).toEqual({ kind: "url", url: "https://example.com/hooks" });
  expect(readPasted("ord_8812")).toEqual({ kind: "text", text: "ord_8812" });
  expect(readPasted("  ")).toBeNull();
});

test("a URL is found again without its last slash", () => {
  expect(sameUrl("https://EXAMPLE.com", "https://example.com/")).toBe(true);
  expect(sameUrl("https://example.com/a", "https://example.com/b")).toBe(false);
});

test("the last eight pages are remembered, each once, the newest first", () => {
  let visits: Visit[] = [];
  for (let page = 0; page < 10; page++) visits = remember(visits, { path: `/${page}`, title: `Page ${page}` });
  visits = remember(visits, { path: "/5", title: "Page five" });
  expect(visits).toHaveLength(8);
  expect(visits[0]).toEqual({ path: "/5", title: "Page five" });
  expect(visits.filter(({ path }) => path === "/5")).toHaveLength(1);
});
