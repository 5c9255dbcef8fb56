import { expect, test } from "vitest";
import { parseOrigin } from "@/lib/contract/origin.ts";

test.each([
  ["https://app.example.com", "https://app.example.com"],
  ["https://APP.example.com:443/", "https://app.example.com"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
])("%s is the site %s", (text, origin) => {
  expect(parseOrigin(text)).toBe(origin);
});

test.each([
  ...["*", "https://*.example.com", "https://a.example/path", "https://a.example?x", "javascript:alert(1)", "null", ""],
  ...["https://user@a.example", "https://a.example; script-src *", "https://a.example\nx", "ftp://a.example", "'self'"],
  ...["https://a.example,https://b.example", "https:\\\\a.example", "data:text/html,x", "https://"],
])("%j is no site, and gets into no header", (text) => {
  expect(parseOrigin(text)).toBeNull();
});
