import { expect, test } from "vitest";
import { acceptedLocale, directionOf, isLocale } from "@/lib/contract/locale.ts";

test.each([
  ["de", "de"],
  ["de-CH, en;q=0.8", "de"],
  ["en;q=0.5, ja;q=0.9", "ja"],
  ["pt-PT", "pt-BR"],
  ["nl, fr-CA;q=0.7, en;q=0.3", "fr"],
  ["de;q=0, es", "es"],
  ["*", null],
  ["nl", null],
  ["", null],
  [undefined, null],
  [";;,,q=,-", null],
])("%s asks for %s", (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});

test("only our own tags are locales", () => {
  expect(isLocale("pt-BR")).toBe(true);
  expect(isLocale("en-XA")).toBe(true);
  expect(isLocale("pt")).toBe(false);
  expect(isLocale(undefined)).toBe(false);
  expect(directionOf("ar-XB")).toBe("rtl");
  expect(directionOf("ja")).toBe("ltr");
});
