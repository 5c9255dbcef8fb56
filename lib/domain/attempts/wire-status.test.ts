import { expect, test } from "vitest";
import { attemptWireStatus, deliveryWireStatus, storedStatuses } from "@/lib/domain/attempts/wire-status.ts";

test.each([true, false])("a filter by the status that a try shows finds that try (expanded: %s)", (expanded) => {
  for (const stored of [0, 2, 4]) {
    const { status } = attemptWireStatus(stored, { expanded });
    expect(storedStatuses(status, { expanded })).toContain(stored);
  }
});

test("a canceled try is a success only for those who did not ask for more", () => {
  expect(attemptWireStatus(4, { expanded: false })).toEqual({ status: 0, statusText: "success" });
  expect(attemptWireStatus(4, { expanded: true })).toEqual({ status: 4, statusText: "canceled" });
});

test("a finished try is never pending or sending, a delivery can be", () => {
  expect([1, 3].flatMap((status) => storedStatuses(status, { expanded: true }))).toEqual([]);
  expect(deliveryWireStatus("retrying")).toEqual({ status: 1, statusText: "pending" });
  expect(deliveryWireStatus("sending")).toEqual({ status: 3, statusText: "sending" });
});
