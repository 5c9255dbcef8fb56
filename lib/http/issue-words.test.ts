import { expect, test } from "vitest";
import { z } from "zod";
import { issueWords } from "@/lib/http/issue-words.ts";

const Body = z.object({
  payload: z.record(z.string(), z.unknown()),
  scope: z.enum(["messages:read", "messages:write"]),
  kind: z.literal("v1"),
  since: z.iso.datetime(),
  rate: z.number().int().min(1).max(100),
  tags: z.array(z.string().max(3)).min(1).max(2),
  on: z.boolean(),
  own: z.string().min(2, "is too short for a name"),
});
const right = {
  payload: {},
  scope: "messages:read",
  kind: "v1",
  since: "2026-11-21T08:00:00Z",
  rate: 1,
  tags: ["a"],
  on: true,
  own: "ab",
};

test.each([
  [{ payload: [] }, "must be an object, not a list"],
  [{ payload: null }, "must be an object, not null"],
  [{ on: "yes" }, "must be true or false, not a text"],
  [{ rate: "1" }, "must be a number, not a text"],
  [{ rate: 1.5 }, "must be a whole number, not a number"],
  [{ rate: 0 }, "must be at least 1"],
  [{ rate: 101 }, "must be at most 100"],
  [{ tags: [] }, "must have at least 1 entry"],
  [{ tags: ["a", "b", "c"] }, "must have at most 2 entries"],
  [{ tags: ["abcd"] }, "must have at most 3 characters"],
  [{ scope: "messages:wrote" }, "must be one of messages:read, messages:write"],
  [{ kind: "v2" }, 'must be "v1"'],
  [{ since: "2026" }, "must be a date and time with a zone, such as 2026-11-21T08:00:00Z"],
  [{ own: "a" }, "is too short for a name"],
])("%j is answered with what would be right", (wrong, words) => {
  const { error } = Body.safeParse({ ...right, ...wrong }, { error: issueWords });
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});
