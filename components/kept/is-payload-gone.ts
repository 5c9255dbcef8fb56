import { ApiError } from "@/lib/contract/client.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { PayloadKeepingOut } from "@/lib/contract/payload-keeping.ts";

/** Refused, because there is nothing left to send. */
export function isPayloadGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === "missing_payload";
}

/** There is nothing left to send, as far as is known of a row of a list or of the whole delivery. */
export function hasNoPayload(delivery: DeliveryOut & { payload?: PayloadKeepingOut }): boolean {
  return delivery.payload ? delivery.payload.gone !== null : delivery.reasonCode === "no_payload";
}
