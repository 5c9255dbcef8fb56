import { expect, test } from "vitest";
import { parseHostMessage, pathOf, writePortalMessage } from "@/components/embedding/messages.ts";

const say = (type: string, fields: object = {}) =>
  parseHostMessage({ v: 1, type: `posthorn:${type}`, id: "1", ...fields });

test("each message of a host is read, and nothing that it does not know", () => {
  expect(say("init", { mode: "dark", locale: "de", tz: "Europe/Berlin", height: "auto", icon: "https://x" })).toEqual({
    type: "init",
    mode: "dark",
    locale: "de",
    tz: "Europe/Berlin",
    height: "auto",
    look: undefined,
  });
  expect(say("viewport", { top: -12.5, height: 600 })).toEqual({ type: "viewport", top: -12.5, height: 600 });
  expect(say("navigate", { path: "/deliveries?status=failed" })).toEqual({
    type: "navigate",
    path: "/deliveries?status=failed",
  });
  expect(say("theme", { mode: "light", color: "#FFD400", radius: 8 })).toMatchObject({
    mode: "light",
    look: { color: "#FFD400", radius: 8 },
  });
  expect(say("token", { code: "a".repeat(43) })).toEqual({ type: "token", code: "a".repeat(43) });
  expect(say("focus")).toEqual({ type: "focus" });
});

test.each([
  ...[null, undefined, 1, "posthorn:focus", [], {}, { type: "posthorn:focus" }, { v: 2, type: "posthorn:focus" }],
  ...[
    { v: 1, type: "focus" },
    { v: 1, type: "posthorn:eval" },
    { v: 1, type: { toString: () => "posthorn:focus" } },
  ],
])("%j is no message", (data) => {
  expect(parseHostMessage(data)).toBeNull();
});

test("what is out of bounds is no message, or is left out of one", () => {
  expect(say("navigate", { path: `/${"a".repeat(5000)}` })).toBeNull();
  expect(say("viewport", { top: Number.NaN, height: 5 })).toBeNull();
  expect(say("viewport", { top: 0, height: Number.POSITIVE_INFINITY })).toBeNull();
  expect(say("token", { code: "x".repeat(100_000) })).toBeNull();
  expect(say("theme", { color: "red;}body{display:none", mode: "pink" })).toMatchObject({
    mode: undefined,
    look: { color: undefined },
  });
});

test.each(["//evil.example", "/\\evil", "https://evil", "javascript:x", "/a b", "", "/../console", "deliveries"])(
  "%s is no page of the portal",
  (path) => {
    expect(pathOf(path)).toBeUndefined();
  },
);

test("messages of ours say what they are", () => {
  expect(writePortalMessage({ type: "resize", height: 640 }, "7")).toEqual({
    v: 1,
    type: "posthorn:resize",
    id: "7",
    height: 640,
  });
});
