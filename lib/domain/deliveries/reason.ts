import { DELIVERY_REASONS, type DeliveryReason } from "@/lib/contract/delivery.ts";

export type { DeliveryReason };

const WORDS: Record<DeliveryReason, string | ((statusCode: number) => string)> = {
  endpoint_off: "The endpoint was turned off.",
  endpoint_deleted: "The endpoint was deleted.",
  application_deleted: "The application was deleted.",
  gone: "The endpoint was turned off after a 410 Gone.",
  stopped: "A person stopped it.",
  aborted_by_receiver: "The server asked us to stop trying this message.",
  poison: "Sending it broke our worker five times, so we put it aside. This is our fault.",
  final_status: (statusCode) => `${statusCode} is set as final for this endpoint: not tried again.`,
  status_not_retried: (statusCode) => `This endpoint does not try again after a ${statusCode}.`,
  dropped: "Dropped when the endpoint was resumed.",
  no_payload: "The payload is no longer kept, so there is nothing to send.",
  transformation: "The transformation of the endpoint canceled it.",
};

export function reasonCode(reason: DeliveryReason): number {
  return DELIVERY_REASONS.indexOf(reason) + 1;
}

export function reasonOf(code: number | null): DeliveryReason | null {
  return code === null ? null : (DELIVERY_REASONS[code - 1] ?? null);
}

/** `statusCode` is that of the last try. */
export function reasonText(code: number | null, statusCode: number | null): string | null {
  const reason = reasonOf(code);
  const words = reason && WORDS[reason];
  return typeof words === "function" ? words(statusCode ?? 0) : words;
}
