import { ATTEMPT_STATUS_TEXT } from "@/lib/contract/attempt.ts";
import { DELIVERY_STATES, type DeliveryState } from "@/lib/contract/delivery.ts";

type StatusText = (typeof ATTEMPT_STATUS_TEXT)[number];

function wireStatus(statusText: StatusText): { status: number; statusText: StatusText } {
  return { status: ATTEMPT_STATUS_TEXT.indexOf(statusText), statusText };
}

/** Of a recorded try. SDKs older than the canceled state know it as a success: nothing is left to be done. */
export function attemptWireStatus(stored: number, options: { expanded: boolean }) {
  if (stored === 2) return wireStatus("fail");
  return wireStatus(stored === 4 && options.expanded ? "canceled" : "success");
}

const STATES: Record<DeliveryState, StatusText> = {
  delivered: "success",
  retrying: "pending",
  failed: "fail",
  sending: "sending",
  canceled: "canceled",
};

/** Of a delivery, where the wire has one number for delivery and try. */
export function deliveryWireStatus(state: DeliveryState) {
  return wireStatus(STATES[state]);
}

/** The states of deliveries that answer a filter. */
export function wireStates(wire: number): DeliveryState[] {
  return DELIVERY_STATES.filter((state) => deliveryWireStatus(state).status === wire);
}

/** The stored statuses of tries that answer a filter; none for states that only a delivery can be in. */
export function storedStatuses(wire: number, options: { expanded: boolean }): readonly number[] {
  if (wire === 0) return options.expanded ? [0] : [0, 4];
  return wire === 2 || wire === 4 ? [wire] : [];
}
