import { expect, test } from "vitest";
import { type CatalogueEntry, groupOf, isNew, searchCatalogue } from "@/components/event-types/catalogue-search.ts";

const entry = (name: string, fields: string[] = [], description = ""): CatalogueEntry => ({
  name,
  description,
  deprecated: false,
  sunsetAt: null,
  isNew: false,
  group: groupOf({ name, groupName: null }),
  fields,
});
const entries = [
  entry("order.created", ["customer_email", "lines[].sku"]),
  entry("invoice.paid", ["id"], "An invoice was paid in full."),
  entry("invoice.failed"),
];

test("event types are grouped by the first part of their name", () => {
  expect(searchCatalogue(entries, "").map(({ name, entries: hits }) => [name, hits.length])).toEqual([
    ["invoice", 2],
    ["order", 1],
  ]);
});

test("a search looks into names, descriptions and fields, and names the field that it found", () => {
  expect(searchCatalogue(entries, "in full")[0]?.entries[0]).toMatchObject({
    entry: { name: "invoice.paid" },
    field: null,
  });
  expect(searchCatalogue(entries, "EMAIL")[0]?.entries[0]).toMatchObject({
    entry: { name: "order.created" },
    field: "customer_email",
  });
  expect(searchCatalogue(entries, "nothing like it")).toEqual([]);
});

test("a group that was given wins over the name", () => {
  expect(groupOf({ name: "invoice.paid", groupName: "Billing" })).toBe("Billing");
});

test("what was added lately is new, unless everything was", () => {
  const now = Date.parse("2026-11-21T00:00:00Z");
  const [old, fresh] = [{ createdAt: "2026-01-01T00:00:00Z" }, { createdAt: "2026-11-20T00:00:00Z" }];
  expect([isNew(fresh, [old, fresh], now), isNew(old, [old, fresh], now)]).toEqual([true, false]);
  expect(isNew(fresh, [fresh], now)).toBe(false);
});
