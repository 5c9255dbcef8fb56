import { expect, test } from "vitest";
import { cleanUrl, notesOf } from "@/components/endpoints/clean-url.ts";

test.each([
  ["  https://a.example/hook \n", "https://a.example/hook"],
  ["a.example/hook", "https://a.example/hook"],
  ["//a.example/hook", "https://a.example/hook"],
  ['"https://a.example/hook",', "https://a.example/hook"],
  ["<https://a.example/hook>", "https://a.example/hook"],
  ["https://a.example/a\n  /b", "https://a.example/a/b"],
  ["http://a.example", "http://a.example"],
  ["localhost:3000/hook", "http://localhost:3000/hook"],
  ["127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["", ""],
])("what is pasted as %j becomes %j", (text, url) => {
  expect(cleanUrl(text)).toBe(url);
});

const kinds = (url: string, others: { url: string; name: string }[] = []) =>
  notesOf(url, others).map(({ kind }) => kind);

test("a URL that only this computer reaches, is not encrypted, is public or is used already is pointed out", () => {
  expect(kinds("http://localhost:3000")).toEqual(["own_machine"]);
  expect(kinds("https://[::1]/hook")).toEqual(["own_machine"]);
  expect(kinds("http://a.example/hook")).toEqual(["plain_http"]);
  expect(kinds("https://webhook.site/1")).toEqual(["test_site"]);
  expect(kinds("https://eo1.m.pipedream.net")).toEqual(["test_site"]);
  expect(kinds("https://a.example", [{ url: "https://a.example/", name: "crm" }])).toEqual(["duplicate"]);
});

test("a debug inbox of this installation is fine, wherever it runs", () => {
  expect(notesOf("http://localhost:3000/inbox/abc", [], "http://localhost:3000")).toEqual([]);
});

test("an ordinary URL and an unfinished one are left in peace", () => {
  expect(kinds("https://hooks.example.com/in")).toEqual([]);
  expect(kinds("https://")).toEqual([]);
});
