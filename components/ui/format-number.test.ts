import { expect, test } from "vitest";
import { formatQuantity } from "@/components/ui/format-number.ts";

test("a quantity agrees with its noun, from which it never breaks", () => {
  expect(formatQuantity(1, "endpoint", "endpoints")).toBe("1\u00a0endpoint");
  expect(formatQuantity(1284, "delivery", "deliveries")).toBe("1,284\u00a0deliveries");
});
