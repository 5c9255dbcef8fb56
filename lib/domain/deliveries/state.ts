import type { DeliveryState } from "@/lib/contract/delivery.ts";

/** Columns of a delivery that decide its word on screen. */
export interface StateRow {
  status: number;
  attempt_count: number;
  lease_token: number | null;
  trigger: number | null;
}

// A try that is due, running or asked for by a person is "sending"; what waits for its next turn is "retrying".
const SENDING = "(d.attempt_count = 0 or d.lease_token is not null or d.trigger in (1, 2))";

/** The same rule as `stateOf`, as conditions on `d`: each begins with the partition key. */
export const STATE_CONDITIONS: Record<DeliveryState, string> = {
  sending: `d.status = 0 and ${SENDING}`,
  retrying: `d.status = 0 and not coalesce(${SENDING}, false)`,
  delivered: "d.status = 1",
  failed: "d.status = 2",
  canceled: "d.status = 3",
};

export function stateOf(row: StateRow): DeliveryState {
  switch (row.status) {
    case 0:
      return row.attempt_count === 0 || row.lease_token !== null || row.trigger === 1 || row.trigger === 2
        ? "sending"
        : "retrying";
    case 1:
      return "delivered";
    case 2:
      return "failed";
    case 3:
      return "canceled";
    default:
      throw new RangeError(`no delivery status has the code ${row.status}`);
  }
}
