import { expect, test } from "vitest";
import { keyNames } from "@/components/ui/key-names.ts";

test("a shortcut is written as the platform writes it", () => {
  expect(keyNames("Mod+k", true)).toEqual(["⌘K"]);
  expect(keyNames("Mod+k", false)).toEqual(["Ctrl K"]);
  expect(keyNames("g e", false)).toEqual(["G", "E"]);
  expect(keyNames("Shift+ArrowDown", false)).toEqual(["Shift ↓"]);
});
