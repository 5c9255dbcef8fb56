"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useReason } from "@/components/deliveries/use-reason.ts";
import { heldBy, WaitingNote } from "@/components/deliveries/waiting-note.tsx";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

/** What a row says at its end: why, and what comes next. */
export function NextStep({ delivery }: { delivery: DeliveryOut }) {
  const t = useTranslations("deliveries.next");
  const labelOf = useCauseLabel();
  const reasonOf = useReason();
  const { state, nextAttemptAt, attemptCount, createdAt } = delivery;
  const cause = delivery.cause === null ? null : labelOf(delivery.cause);
  const reason = reasonOf(delivery);
  const held = heldBy(delivery);
  const faint = (chunks: ReactNode) => <span className="text-ink-3">{chunks}</span>;
  switch (state) {
    case "sending":
      if (held) return <WaitingNote waiting={held} />;
      return attemptCount === 0 ? t.rich("queued", { time: () => <Time at={createdAt} plain /> }) : t("tryingNow");
    case "retrying":
      if (held) {
        return (
          <>
            {cause}
            {cause ? <span className="text-ink-3"> · </span> : null}
            <WaitingNote waiting={held} />
          </>
        );
      }
      if (!nextAttemptAt) return cause;
      return cause
        ? t.rich("retryIn", { cause, faint, countdown: () => <Countdown to={nextAttemptAt} /> })
        : t.rich("tryIn", { countdown: () => <Countdown to={nextAttemptAt} /> });
    case "delivered":
      return attemptCount > 1 ? t("onTry", { count: attemptCount }) : null;
    case "failed": {
      const why = cause ?? reason ?? "";
      return attemptCount > 1 ? t.rich("gaveUp", { cause: why, count: attemptCount, faint }) : why;
    }
    case "canceled":
      return reason ?? cause;
  }
}
