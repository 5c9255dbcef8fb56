"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ScheduleLine } from "@/components/deliveries/delivery-outcome.tsx";
import { deliveryQuery, patchDeliveries } from "@/components/deliveries/queries.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import type { Replay } from "@/components/deliveries/use-replay.ts";
import { heldBy } from "@/components/deliveries/waiting-note.tsx";
import { AttemptRailFull } from "@/components/ui/attempt-rail-full.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";

type DeliveryRailProps = {
  scope: DeliveryScope;
  delivery: DeliveryDetailOut;
  abilities: Abilities;
  replay: Replay;
  /** Index of the chosen try. */
  selected: number;
  onSelect: (index: number) => void;
};

/** Every try on one axis, and what the schedule does next. */
export function DeliveryRail({ scope, delivery, abilities, replay, selected, onSelect }: DeliveryRailProps) {
  const t = useTranslations("deliveries.rail");
  const [planned, setPlanned] = useState(false);
  const { attempts, nextAttemptAt, futureAttempts, maxAttempts } = delivery;
  // A replay uses up none of the tries of the schedule.
  const scheduled = attempts.filter(({ trigger }) => trigger === "scheduled").length;
  const firstMs = Date.parse(attempts[0]?.startedAt ?? delivery.createdAt);
  const after = (at: string) => Date.parse(at) - firstMs;
  const held = heldBy(delivery);
  const isPlain = scheduled === attempts.length;
  const numbers = { number: scheduled + 1, total: Math.max(maxAttempts, scheduled + 1) };
  const later = futureAttempts.filter((at) => at !== nextAttemptAt);

  return (
    <section aria-label={t("label")} className="grid gap-1">
      <AttemptRailFull
        tries={attempts.map((attempt) => ({ ...attempt, offsetMs: after(attempt.startedAt) }))}
        nextOffsetMs={nextAttemptAt ? after(nextAttemptAt) : null}
        plannedOffsetsMs={planned ? later.map(after) : []}
        selected={selected}
        onSelect={onSelect}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-body">
        {held || (delivery.state === "retrying" && nextAttemptAt) ? (
          <>
            <span>
              {held || !nextAttemptAt
                ? t(isPlain ? "tryWaits" : "scheduledTryWaits", numbers)
                : t.rich(isPlain ? "tryIn" : "scheduledTryIn", {
                    ...numbers,
                    b: (chunks) => <strong className="font-strong">{chunks}</strong>,
                    countdown: () => <Countdown to={nextAttemptAt} />,
                    time: () => <Time at={nextAttemptAt} show="clock" />,
                  })}
            </span>
            {abilities.replay ? (
              <span className="flex gap-1">
                {/* One that was never tried has its button at the top. */}
                {attempts.length > 0 ? (
                  <Button
                    size="small"
                    pending={replay.pendingId === delivery.id}
                    onClick={() => replay.replay(delivery)}
                  >
                    {t("tryNow")}
                  </Button>
                ) : null}
                <StopButton scope={scope} delivery={delivery} />
              </span>
            ) : null}
          </>
        ) : (
          <span className="text-ink-2">
            <ScheduleLine delivery={delivery} />
          </span>
        )}
      </div>
      {later.length > 0 ? (
        <div className="text-dense text-ink-2">
          <button
            type="button"
            aria-expanded={planned}
            onClick={() => setPlanned(!planned)}
            className="-mx-1 min-h-6 rounded-control px-1 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
          >
            {t(planned ? "hideLater" : "showLater", { count: later.length })}
          </button>
          {planned ? (
            <ol className="flex flex-wrap gap-x-4 pt-1">
              {later.map((at) => (
                <li key={at}>
                  <Time at={at} show="moment" precision="minute" />
                </li>
              ))}
            </ol>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function StopButton({ scope, delivery }: { scope: DeliveryScope; delivery: DeliveryDetailOut }) {
  const t = useTranslations("deliveries.rail");
  const stop = useStop(scope);
  return (
    <>
      <Button size="small" variant="quiet" pending={stop.isPending} onClick={() => stop.mutate(delivery)}>
        {t("stop")}
      </Button>
      {stop.error ? <span className="self-center text-dense text-fail-ink">{stop.error.message}</span> : null}
    </>
  );
}

/** Ends the retries of a waiting delivery; it stays replayable. */
export function useStop(scope: DeliveryScope) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, applicationId }: Pick<DeliveryDetailOut, "id" | "applicationId">) =>
      clientOf(scope, { "idempotency-key": newIdempotencyKey() })("POST /app/{app_id}/delivery/{delivery_id}/cancel", {
        params: { app_id: applicationId, delivery_id: id },
      }),
    onSuccess: (delivery) => {
      patchDeliveries(client, [delivery]);
      return client.invalidateQueries(deliveryQuery(scope, delivery.applicationId, delivery.id));
    },
  });
}
