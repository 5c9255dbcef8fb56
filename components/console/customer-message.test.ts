import { expect, test } from "vitest";
import { customerMessage } from "@/components/console/customer-message.ts";

const failed = {
  eventType: "invoice.paid",
  endpointName: "orders-api",
  createdAt: "2026-08-14T14:32:08.412Z",
  state: "failed" as const,
  attemptCount: 8,
  reason: null,
  diagnosis: {
    cause: "server_error",
    code: "server_error",
    values: {},
    statusCode: 502,
    label: "Server error (502)",
    says: "Your server answered 502.",
    suggests: "Look at your logs at that time.",
    who: "you" as const,
    action: "none" as const,
    redirectLocation: null,
  },
};

test("a customer is told what happened, why, what to do and where to look", () => {
  expect(customerMessage(failed, "https://hooks.example/portal/x")).toBe(
    [
      "invoice.paid of 2026-08-14 14:32:08 UTC has not been delivered to orders-api after 8 tries. Your server answered 502. Look at your logs at that time. We have stopped trying. You can replay it there once your side is ready.",
      "Request, reply and timing: https://hooks.example/portal/x",
    ].join("\n\n"),
  );
});

test("of what was delivered, no cause is named", () => {
  const text = customerMessage({ ...failed, state: "delivered", attemptCount: 2 }, "https://hooks.example");
  expect(text).toContain("was delivered to orders-api on try 2.");
  expect(text).not.toContain("502");
});
