import { expect, test } from "vitest";
import { bodyOf, type Draft, isHex, isSame } from "@/components/branding/draft.ts";

const EMPTY: Draft = {
  ...{ displayName: null, logoLight: null, logoDark: null, favicon: null, color: null, radius: null, font: null },
  ...{ density: null, backUrl: null, backName: null, helpUrl: null, supportEmail: null },
};

test("what is empty is nothing, and blanks around a name are no part of it", () => {
  const draft = { ...EMPTY, displayName: " Acme ", backUrl: "", radius: 0 };
  expect(bodyOf(draft)).toMatchObject({ displayName: "Acme", backUrl: null, radius: 0, color: null });
  expect(isSame(draft, { ...draft, displayName: "Acme", backUrl: null })).toBe(true);
  expect(isSame(draft, EMPTY)).toBe(false);
});

test("a colour that is half typed is none yet", () => {
  expect(["#ffd400", "#FFD40", "ffd400", null].map(isHex)).toEqual([true, false, false, false]);
});
