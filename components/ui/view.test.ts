import { expect, test } from "vitest";
import { DEFAULT_VIEW, readView, writeView } from "@/components/ui/view.ts";

test("what a reader chose comes back from the cookie", () => {
  const view = { clock: "12", density: "compact", motion: "less", keys: "off" } as const;
  expect(readView(writeView(view))).toEqual(view);
});

test("a cookie that says nothing, or nonsense, changes nothing", () => {
  expect(writeView(DEFAULT_VIEW)).toBe("");
  for (const value of [undefined, "", "density=huge&clock=13", "%%%"]) expect(readView(value)).toEqual(DEFAULT_VIEW);
});
