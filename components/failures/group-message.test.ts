import { expect, test } from "vitest";
import { groupMessage, groupPortalPath } from "@/components/failures/group-message.ts";

const group = {
  applicationId: "app_1",
  endpointId: "ep_1",
  endpointName: "billing",
  cause: "server_error",
  causeLabel: "Server error",
  firstSeenAt: "2026-08-14T09:12:31.000Z",
  state: "open" as const,
  undelivered: 1284,
  isUndeliveredExact: true,
};
const why = { says: "Your server answered 502.", suggests: "Look at its logs." };

test("a customer is told since when, why, what is left and where to look", () => {
  expect(groupMessage(group, why, "https://hooks.example/portal/x")).toBe(
    [
      "Deliveries to billing have been failing since 2026-08-14 09:12 UTC. Your server answered 502. Look at its logs. 1,284 messages have not arrived. Nothing is lost: you can replay them there once your side is ready.",
      "Each of them, with request and reply: https://hooks.example/portal/x",
    ].join("\n\n"),
  );
});

test("without an example the cause is named, an estimate is called one, and what is over is not told as going on", () => {
  expect(groupMessage({ ...group, isUndeliveredExact: false }, null, "x")).toContain(
    "The cause: server error. About 1,284",
  );
  const over = groupMessage({ ...group, state: "resolved", undelivered: 0 }, why, "x");
  expect(over).toContain("arrive again");
  expect(over).toContain("Every message has arrived since.");
});

test("the link leads to the customer's own list of them", () => {
  expect(groupPortalPath(group)).toBe(
    "/portal/app_1/deliveries?range=30d&status=retrying%2Cfailed%2Ccanceled&endpoint=ep_1&cause=server_error",
  );
});
