import { expect, test } from "vitest";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";

const input = {
  contentType: "application/json",
  messageId: "msg_1",
  timestampSeconds: 1_700_000_000,
  signature: "v1,abc=",
  sequence: null,
  custom: [["X-Team", "billing"]] as [string, string][],
  svixHeaders: false,
  userAgent: "Posthorn/1.0.0",
};

test("a try carries the standard headers around the custom ones", () => {
  expect(requestHeaders(input)).toEqual([
    ["content-type", "application/json"],
    ["user-agent", "Posthorn/1.0.0"],
    ["accept", "*/*"],
    ["accept-encoding", "identity"],
    ["X-Team", "billing"],
    ["webhook-id", "msg_1"],
    ["webhook-timestamp", "1700000000"],
    ["webhook-signature", "v1,abc="],
  ]);
});

test("a custom Accept header takes the place of ours instead of being sent beside it", () => {
  const names = requestHeaders({ ...input, custom: [["Accept", "application/json"]] }).map(([name]) =>
    name.toLowerCase(),
  );
  expect(names.filter((name) => name === "accept")).toHaveLength(1);
});

test("a numbered message carries its number", () => {
  expect(requestHeaders({ ...input, sequence: 42 })).toContainEqual(["webhook-sequence", "42"]);
});

test("a try that ended before it was signed shows no signature", () => {
  expect(requestHeaders({ ...input, signature: null }).map(([name]) => name)).not.toContain("webhook-signature");
});

test("a body that is not JSON says what it is", () => {
  expect(requestHeaders({ ...input, contentType: "text/csv" })[0]).toEqual(["content-type", "text/csv"]);
});

test("for receivers that verify with the older names the signature headers come twice", () => {
  const headers = requestHeaders({ ...input, sequence: 1, svixHeaders: true });
  expect(headers.slice(-3)).toEqual([
    ["svix-id", "msg_1"],
    ["svix-timestamp", "1700000000"],
    ["svix-signature", "v1,abc="],
  ]);
});
