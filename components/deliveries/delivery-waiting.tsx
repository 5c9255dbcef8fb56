"use client";

import type { ReactNode } from "react";
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

const LABEL: Record<Kind, string> = {
  canceling: "Held",
  scheduled: "Scheduled",
  retry: "Waits for its next try",
  paused: "Held",
  breaker: "Waits for the next probe",
  rate_limit: "Waits for the rate limit",
  line: "Waits in line",
  batch: "Waits for its batch",
};

/** What a delivery is held by, when that ends, and who can end it sooner. */
export function DeliveryWaiting({ scope, delivery, waiting, abilities }: DeliveryWaitingProps) {
  const { kind, until } = waiting;
  const endpoint = endpointPath(scope, delivery.applicationId, delivery.endpointId);
  return (
    <Diagnosis
      tone={kind === "paused" || kind === "canceling" ? "off" : kind === "breaker" ? "retry" : "wait"}
      label={LABEL[kind]}
      says={<Says kind={kind} until={until} name={delivery.endpointName} />}
      suggests={SUGGESTS[kind]}
      action={
        kind === "paused" || kind === "breaker" ? (
          <ButtonLink size="small" href={endpoint}>
            {kind === "paused" && abilities.manageEndpoints ? "Resume…" : "See the endpoint"}
          </ButtonLink>
        ) : kind === "line" ? (
          <ButtonLink
            size="small"
            href={deliveriesPath(scope, delivery.applicationId, {
              endpoint: delivery.endpointId,
              status: "sending,retrying",
            })}
          >
            See the line
          </ButtonLink>
        ) : kind === "rate_limit" && abilities.manageEndpoints && scope.surface === "portal" ? (
          <ButtonLink size="small" href={`${endpoint}/settings#rate-limit`}>
            Change the limit
          </ButtonLink>
        ) : null
      }
    />
  );
}

const SUGGESTS: Record<Kind, string | null> = {
  canceling: "Canceled deliveries are kept and can be replayed.",
  scheduled: "It can be sent earlier: press Send now.",
  retry: null,
  paused: "Nothing is lost. It is sent, or dropped, when somebody resumes the endpoint.",
  breaker: "Nothing is lost, and waiting uses up none of its tries.",
  rate_limit: "Nothing is lost.",
  line: "The next one goes when the one before it has succeeded or given up.",
  batch: null,
};

function Says({ kind, until, name }: { kind: Kind; until: string | null; name: string }): ReactNode {
  const when = until ? <Time at={until} show="since" /> : null;
  const left = until ? (
    <>
      {" "}
      in <Countdown to={until} zero="a moment" />
    </>
  ) : null;
  switch (kind) {
    case "scheduled":
      return when ? <>The sender wants it delivered at {when}.</> : "The sender wants it delivered later.";
    case "retry":
      return left ? <>It is tried again{left}.</> : null;
    case "canceling":
      return `What waits for ${name} is being canceled; what comes after it goes once that is done.`;
    case "paused":
      return `${name} is paused.`;
    case "breaker":
      return left ? (
        <>
          {name} failed several times in a row, so we paused it. The next probe comes{left}.
        </>
      ) : (
        `${name} failed several times in a row. One probe is under way; the rest goes when it succeeds.`
      );
    case "rate_limit":
      return left ? <>The limit lets it through{left}.</> : "The limit lets it through soon.";
    case "line":
      return `${name} gets its deliveries in strict order, and an earlier one is not through yet.`;
    case "batch":
      return left ? (
        <>It goes with others in one request{left}, or as soon as the batch is full.</>
      ) : (
        "It goes with others in one request."
      );
  }
}
