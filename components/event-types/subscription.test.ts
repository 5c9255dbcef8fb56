import { expect, test } from "vitest";
import { subscriptionOf, toggled } from "@/components/event-types/subscription.ts";

test.each([
  [null, { kind: "everything" }],
  [["invoice.*"], { kind: "group", pattern: "invoice.*" }],
  [["invoice.paid"], { kind: "named", isOnly: true }],
  [["invoice.paid", "order.created"], { kind: "named", isOnly: false }],
  [["invoices.*", "order.created"], { kind: "none" }],
])("an endpoint with %j stands to invoice.paid as %j", (eventTypes, subscription) => {
  expect(subscriptionOf({ eventTypes }, "invoice.paid")).toEqual(subscription);
});

test("subscribing twice is subscribing once", () => {
  expect(toggled(["a"], "b", true)).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "b", true)).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "b", false)).toEqual(["a"]);
});
