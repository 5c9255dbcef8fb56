import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";

type Told = Pick<
  DeliveryDetailOut,
  "eventType" | "endpointName" | "createdAt" | "state" | "attemptCount" | "diagnosis" | "reason"
>;

const AFTER: Record<DeliveryDetailOut["state"], string> = {
  sending: "It is being sent now.",
  retrying: "We try again by ourselves; nothing is lost.",
  delivered: "",
  failed: "We have stopped trying. You can replay it there once your side is ready.",
  canceled: "You can replay it there.",
};

/** What support writes to a customer about one delivery: what happened, why, what to do, where to look. */
export function customerMessage(delivery: Told, url: string): string {
  const { eventType, endpointName, createdAt, state, attemptCount, diagnosis, reason } = delivery;
  const at = `${createdAt.slice(0, 10)} ${createdAt.slice(11, 19)} UTC`;
  const tries = attemptCount > 1 ? ` after ${attemptCount} tries` : "";
  const head =
    state === "delivered"
      ? `${eventType} of ${at} was delivered to ${endpointName}${attemptCount > 1 ? ` on try ${attemptCount}` : ""}.`
      : `${eventType} of ${at} has not been delivered to ${endpointName}${tries}.`;
  const why = state === "delivered" ? "" : diagnosis ? `${diagnosis.says} ${diagnosis.suggests}` : (reason ?? "");
  return [[head, why, AFTER[state]].filter(Boolean).join(" "), `Request, reply and timing: ${url}`].join("\n\n");
}
