import { expect, test } from "vitest";
import { localeOfPage } from "@/lib/http/page-locale.ts";

const asked = (url: string, cookie?: string, acceptLanguage?: string) => localeOfPage({ url, cookie, acceptLanguage });

test("the address goes before the cookie, the cookie before the browser", () => {
  expect(asked("/portal/app_1?locale=ja", "ph_locale=de", "fr")).toBe("ja");
  expect(asked("/portal/app_1?locale=xx", "a=b; ph_locale=de", "fr")).toBe("de");
  expect(asked("/portal/app_1", "ph_locale=xx", "fr-CA")).toBe("fr");
  expect(asked("/catalogue")).toBe("en");
  expect(asked("//[", undefined, "de")).toBe("en");
});

test("a portal's link goes before its reader, and the page around it before both", () => {
  const of = (url: string, named?: string) =>
    localeOfPage({ url, cookie: "ph_locale=de", acceptLanguage: "fr", named, ofLink: "es" });
  expect(of("/portal/app_1")).toBe("es");
  expect(of("/portal/app_1?locale=ja")).toBe("ja");
  expect(of("/portal/app_1?locale=ja", "pt-BR")).toBe("pt-BR");
  expect(of("/console", "ja")).toBe("en");
});

test("staff pages and guides are in English", () => {
  expect(asked("/console/applications", "ph_locale=de", "de")).toBe("en");
  expect(asked("/docs", undefined, "de")).toBe("en");
  expect(asked("/portals", undefined, "de")).toBe("en");
});
