import { expect, test } from "vitest";
import { type CatalogueEntry, groupOf, searchCatalogue } from "@/components/event-types/catalogue-search.ts";

const entry = (name: string, fields: string[] = [], description = ""): CatalogueEntry => ({
  name,
  description,
  deprecated: false,
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
