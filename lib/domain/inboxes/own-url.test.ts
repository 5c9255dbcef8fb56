import { expect, test } from "vitest";
import { inboxTokenOf, inboxUrl, isOwnInboxUrl } from "@/lib/domain/inboxes/own-url.ts";

const PUBLIC_URL = "http://localhost:3000";

test("the URL that we write is our own inbox", () => {
  const url = inboxUrl("AbC-_1234567890123456x", PUBLIC_URL);
  expect(url).toBe("http://localhost:3000/inbox/AbC-_1234567890123456x");
  expect(isOwnInboxUrl(url, PUBLIC_URL)).toBe(true);
  expect(isOwnInboxUrl(url, `${PUBLIC_URL}/`)).toBe(true);
  expect(inboxTokenOf(url, PUBLIC_URL)).toBe("AbC-_1234567890123456x");
});

test("a public URL in another spelling means the same", () => {
  for (const publicUrl of ["https://Hooks.Example.com:443", "https://hooks.example.com/"]) {
    expect(inboxUrl("abc", publicUrl)).toBe("https://hooks.example.com/inbox/abc");
    expect(isOwnInboxUrl("https://hooks.example.com/inbox/abc", publicUrl)).toBe(true);
  }
});

test.each([
  "http://localhost:3000/inbox/",
  "http://localhost:3000/inbox/a/../../api/v1/app",
  "http://localhost:3000/inbox/a/b",
  "http://localhost:3000/inbox/%2e%2e",
  "http://localhost:3000/inbox/a?b=1",
  "http://localhost:3000/inbox/a#b",
  "http://localhost:3000/api/v1/app",
  "http://localhost:30000/inbox/a",
  "http://localhost:3000@evil.example/inbox/a",
  "http://evil.example/http://localhost:3000/inbox/a",
  "https://localhost:3000/inbox/a",
  "HTTP://localhost:3000/inbox/a",
  "http://localhost:3000/inbox\\a",
  `http://localhost:3000/inbox/${"a".repeat(65)}`,
])("%s is not", (url) => {
  expect(isOwnInboxUrl(url, PUBLIC_URL)).toBe(false);
});
