import { expect, test } from "vitest";
import { publicVisitor } from "@/lib/page/visitor.ts";

test("there is no public catalogue unless the operator says so", () => {
  expect(publicVisitor()).toBeNull();
});
