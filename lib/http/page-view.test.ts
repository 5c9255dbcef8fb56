import { expect, test } from "vitest";
import { themeOfPage } from "@/lib/http/page-view.ts";

const dark = { theme: "dark", locale: null, embedOrigins: null } as const;

test("the page around goes before the link, and leaves it to the reader when it says so", () => {
  expect(themeOfPage("/portal/app_1?mode=light", dark)).toBe("light");
  expect(themeOfPage("/portal/app_1?mode=system", dark)).toBeNull();
  expect(themeOfPage("/portal/app_1?mode=pink", dark)).toBe("dark");
  expect(themeOfPage("/portal/enter?darkMode=true", null)).toBe("dark");
  expect(themeOfPage("/portal/enter?darkMode=auto", dark)).toBeNull();
  expect(themeOfPage("/portal", null)).toBeNull();
});

test("nobody colours the console from outside", () => {
  expect(themeOfPage("/console?mode=dark", dark)).toBeNull();
});
