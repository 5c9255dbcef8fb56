"use client";

import { heldBy, WaitingNote } from "@/components/deliveries/waiting-note.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

/** What a row says at its end: why, and what comes next. */
export function NextStep({ delivery }: { delivery: DeliveryOut }) {
  const { state, causeLabel, nextAttemptAt, attemptCount, reason, createdAt } = delivery;
  const held = heldBy(delivery);
  switch (state) {
    case "sending":
      if (held) return <WaitingNote waiting={held} />;
      return attemptCount === 0 ? (
        <>
          Queued <Time at={createdAt} plain />
        </>
      ) : (
        "Trying now"
      );
    case "retrying":
      return (
        <>
          {causeLabel}
          {held ? (
            <>
              <span className="text-ink-3"> · </span>
              <WaitingNote waiting={held} />
            </>
          ) : nextAttemptAt ? (
            <>
              <span className="text-ink-3"> · next try in </span>
              <Countdown to={nextAttemptAt} />
            </>
          ) : null}
        </>
      );
    case "delivered":
      return attemptCount > 1 ? `On try ${attemptCount}` : null;
    case "failed":
      return (
        <>
          {causeLabel ?? reason}
          {attemptCount > 1 ? (
            <span className="text-ink-3"> · gave up after {formatQuantity(attemptCount, "try", "tries")}</span>
          ) : null}
        </>
      );
    case "canceled":
      return reason ?? causeLabel;
  }
}
