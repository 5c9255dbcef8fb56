"use client";

import { useTranslations } from "use-intl";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut, WaitingOut } from "@/lib/contract/delivery.ts";

/** Waits that end within this are watched as closely as a running try. */
const SOON_MS = 10_000;

/** Held back by something else than its own schedule of retries. */
export function heldBy({ waiting }: Pick<DeliveryOut, "waiting">): WaitingOut | null {
  return waiting && waiting.kind !== "retry" ? waiting : null;
}

/** Its first try is running, or comes next: there is nothing to ask for. */
export function isUnderway(delivery: Pick<DeliveryOut, "state" | "waiting">): boolean {
  return delivery.state === "sending" && heldBy(delivery) === null;
}

/** Whether a delivery may change within seconds. One that is held for hours need not be watched. */
export function movesSoon(delivery: DeliveryOut, nowMs: number): boolean {
  const { state, nextAttemptAt } = delivery;
  if (state !== "sending" && state !== "retrying") return false;
  const held = heldBy(delivery);
  if (held)
    return held.until ? Date.parse(held.until) - nowMs < SOON_MS : held.kind !== "paused" && held.kind !== "suspended";
  if (state === "sending") return true;
  return nextAttemptAt !== null && Date.parse(nextAttemptAt) - nowMs < SOON_MS;
}

/** What a delivery waits for, as short as the end of a row. */
export function WaitingNote({ waiting: { kind, until } }: { waiting: WaitingOut }) {
  const t = useTranslations("deliveries.waiting.note");
  switch (kind) {
    case "scheduled":
      return until
        ? t.rich("scheduledFor", { time: () => <Time at={until} show="since" precision="minute" plain /> })
        : t("scheduled");
    case "breaker":
    case "rate_limit":
    case "batch":
      return (
        <>
          {t(kind)}
          {until ? (
            <span className="text-ink-3">
              {" · "}
              <Countdown to={until} zero={t("anyMoment")} />
            </span>
          ) : null}
        </>
      );
    case "retry":
      return until ? t.rich("retryIn", { countdown: () => <Countdown to={until} /> }) : t("retry");
    case "canceling":
    case "paused":
    case "suspended":
    case "line":
      return t(kind);
  }
}
