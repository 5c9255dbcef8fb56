import { expect, test } from "vitest";
import { maskBody } from "@/lib/domain/payloads/mask.ts";

const mask = (value: unknown): unknown => JSON.parse(maskBody(JSON.stringify(value)));

test("the structure stays, and no value does", () => {
  expect(mask({ email: "a@b.example", n: 1, ok: true, none: null, items: [{ id: 7 }, "x"] })).toEqual({
    email: "•••",
    n: "•••",
    ok: "•••",
    none: null,
    items: [{ id: "•••" }, "•••"],
  });
  expect(mask("secret")).toBe("•••");
});

test("a name that is data itself is masked, and two of them stay two", () => {
  expect(mask({ "a@b.example": 1, "4111 1111": 2, order_id: 3, "x-123456789": 4 })).toEqual({
    "•••1": "•••",
    "•••2": "•••",
    order_id: "•••",
    "•••4": "•••",
  });
});

test("of what is no JSON nothing is left, and nothing stays nothing", () => {
  for (const text of ["<h1>Jane Doe</h1>", "a=1&b=2", '{"cut of']) expect(maskBody(text)).toBe("•••");
  expect(maskBody("")).toBe("");
});
