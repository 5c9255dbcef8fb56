import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";

const MANUAL = 1;

/**
 * Whether its next try is one that a person asked for. One of many that were asked for together is claimed like a scheduled one
 * (trigger 0); that it knows where to return to tells it apart.
 */
export function isReplay(delivery: Pick<ClaimedDelivery, "trigger" | "return_status" | "retry_at">): boolean {
  return delivery.trigger === MANUAL || delivery.return_status !== null || delivery.retry_at !== null;
}

/** What the log says of the try. */
export function triggerOfTry(delivery: Pick<ClaimedDelivery, "trigger" | "return_status" | "retry_at">): number {
  return isReplay(delivery) ? MANUAL : delivery.trigger;
}
