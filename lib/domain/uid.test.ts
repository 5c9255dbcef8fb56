import { expect, test } from "vitest";
import { uidForUpsert } from "@/lib/domain/uid.ts";

test("an upsert makes nothing under a uid that a body could not name", () => {
  expect(uidForUpsert("customer-1.eu", undefined)).toBe("customer-1.eu");
  for (const uid of ["../", "a/b", "a b", "%2e", "\u0000", "ü", "x".repeat(257)]) {
    expect(() => uidForUpsert(uid, undefined), uid).toThrow();
  }
  expect(() => uidForUpsert("one", "two")).toThrow("must be the one of the path");
});
