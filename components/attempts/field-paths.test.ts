import { expect, test } from "vitest";
import { compareFields } from "@/components/attempts/field-paths.ts";

test("missing and extra fields are named once, at the highest place, and items of a list are one", () => {
  const example = '{"id":1,"customer":{"name":"A","address":{"city":"B"}},"items":[{"sku":"x","price":1}]}';
  const payload = '{"id":2,"customer":{"name":"A"},"items":[{"sku":"x"},{"sku":"y","note":""}],"new":{"a":1}}';
  expect(compareFields(payload, example)).toEqual({
    missing: ["customer.address", "items[].price"],
    extra: ["items[].note", "new"],
  });
  expect(compareFields("not json", '{"id":1}')).toEqual({ missing: ["id"], extra: [] });
});
