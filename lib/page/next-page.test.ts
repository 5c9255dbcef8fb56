import { expect, test } from "vitest";
import { nextPage } from "@/lib/page/next-page.ts";

test.each([
  "/console",
  "/console?range=24h",
  "/console/applications?q=acme",
  "/console/applications/app_1/endpoints/ep_1?tab=request&sel=dlv_1",
  "/console/search?q=https://shop.example/a%20b",
])("%s is a page of the console", (next) => {
  expect(nextPage(next)).toBe(next);
});

test.each([
  undefined,
  null,
  7,
  ["/console/keys"],
  "",
  "/",
  "/portal",
  "/consoles",
  "//evil.test",
  "//evil.test/console",
  "/\\evil.test",
  "https:evil.test",
  "https://evil.test/console",
  "/%5cevil.test",
  "/%09/evil.test",
  "javascript:alert(1)",
  "https://console@evil.test/console",
  "/console@evil.test",
  "/console\\@evil.test",
  "/console/\\evil.test",
  "/console//evil.test",
  "/console/..//evil.test",
  "/console/../portal",
  "/console/%2e%2e//evil.test",
  "/console/%5cevil.test",
  "/console/%2fevil.test",
  "/console\r\nlocation: https://evil.test",
  "/console/%0d%0alocation:%20https://evil.test",
  "/console/\tevil",
  " /console",
  "/console/auth/signout",
  "/console#//evil.test",
])("%j leads to the overview", (next) => {
  expect(nextPage(next)).toBe("/console");
});
