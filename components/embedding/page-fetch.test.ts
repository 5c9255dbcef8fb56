import { expect, test } from "vitest";
import { eventOf } from "@/components/embedding/page-fetch.ts";

test.each([
  ["POST", "/endpoint", "endpoint.created"],
  ["DELETE", "/endpoint/ep_1", "endpoint.deleted"],
  ["POST", "/endpoint/ep_1/recover", "replay.started"],
  ["GET", "/endpoint", null],
  ["POST", "/endpoint/ep_1/secret", null],
])("%s %s is told as %s", (method, path, name) => {
  expect(eventOf(method, path)).toBe(name);
});
