"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deliveriesPath, endpointPath } from "@/components/deliveries/paths.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Diagnosis } from "@/components/ui/diagnosis.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryDetailOut, WaitingOut } from "@/lib/contract/delivery.ts";

type Kind = WaitingOut["kind"];
type DeliveryWaitingProps = {
  scope: DeliveryScope;
  delivery: DeliveryDetailOut;
  waiting: WaitingOut;
  abilities: Abilities;
};

/** What a delivery is held by, when that ends, and who can end it sooner. */
export function DeliveryWaiting({ scope, delivery, waiting, abilities }: DeliveryWaitingProps) {
  const t = useTranslations("deliveries.waiting");
  const { kind, until } = waiting;
  const endpoint = endpointPath(scope, delivery.applicationId, delivery.endpointId);
  return (
    <Diagnosis
      tone={
        kind === "paused" || kind === "suspended" || kind === "canceling"
          ? "off"
          : kind === "breaker"
            ? "retry"
            : "wait"
      }
      label={t(`label.${kind}`)}
      says={<Says kind={kind} until={until} name={delivery.endpointName} />}
      suggests={kind === "retry" || kind === "batch" ? null : t(`suggests.${kind}`)}
      action={
        kind === "paused" || kind === "breaker" ? (
          <ButtonLink size="small" href={endpoint}>
            {kind === "paused" && abilities.manageEndpoints ? t("action.resume") : t("action.endpoint")}
          </ButtonLink>
        ) : kind === "line" ? (
          <ButtonLink
            size="small"
            href={deliveriesPath(scope, delivery.applicationId, {
              endpoint: delivery.endpointId,
              status: "sending,retrying",
            })}
          >
            {t("action.line")}
          </ButtonLink>
        ) : kind === "rate_limit" && abilities.manageEndpoints && scope.surface === "portal" ? (
          <ButtonLink size="small" href={`${endpoint}/settings#rate-limit`}>
            {t("action.limit")}
          </ButtonLink>
        ) : null
      }
    />
  );
}

function Says({ kind, until, name }: { kind: Kind; until: string | null; name: string }): ReactNode {
  const t = useTranslations("deliveries.waiting");
  const zero = t("note.aMoment");
  const countdown = () => (until ? <Countdown to={until} zero={zero} /> : null);
  switch (kind) {
    case "scheduled":
      return until ? t.rich("says.scheduledAt", { time: () => <Time at={until} show="since" /> }) : t("says.scheduled");
    case "retry":
      return until ? t.rich("says.retryIn", { countdown }) : null;
    case "canceling":
    case "paused":
    case "line":
      return t(`says.${kind}`, { name });
    case "suspended":
      return t("says.suspended");
    case "breaker":
      return until ? t.rich("says.breakerIn", { name, countdown }) : t("says.breaker", { name });
    case "rate_limit":
      return until ? t.rich("says.rate_limitIn", { countdown }) : t("says.rate_limit");
    case "batch":
      return until ? t.rich("says.batchIn", { countdown }) : t("says.batch");
  }
}
