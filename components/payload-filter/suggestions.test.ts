import { expect, test } from "vitest";
import { suggestionsOf } from "@/components/payload-filter/suggestions.ts";

test("paths come from schemas and from messages, with the values that occurred", () => {
  const schema = {
    type: "object",
    properties: {
      plan: { enum: ["pro", "team"] },
      items: { type: "array", items: { type: "object", properties: { sku: { type: "string" } } } },
    },
  };
  const payloads = [
    { plan: "free", "a/b": 10, code: "10" },
    { plan: "free", customer: { vip: true } },
  ];
  const found = suggestionsOf([schema], payloads);
  expect(found.get("/plan")).toEqual(["pro", "team", "free"]);
  expect(found.get("/items/0/sku")).toEqual([]);
  expect(found.get("/a~1b")).toEqual(["10"]);
  expect(found.get("/code")).toEqual(['"10"']);
  expect(found.get("/customer/vip")).toEqual(["true"]);
});

test("large payloads give no endless list", () => {
  const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, n]));
  expect(suggestionsOf([], [wide]).size).toBe(200);
});
