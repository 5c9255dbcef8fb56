"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { endpointPath } from "@/components/deliveries/paths.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf } from "@/components/deliveries/scope.ts";
import { useDiagnosisWords } from "@/components/diagnosis/use-diagnosis.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Diagnosis } from "@/components/ui/diagnosis.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { formatMs, formatSpan } from "@/components/ui/format-time.ts";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryDetailOut, DiagnosisOut } from "@/lib/contract/delivery.ts";

type DeliveryOutcomeProps = { scope: DeliveryScope; delivery: DeliveryDetailOut; abilities: Abilities };

/** What became of it, in words, and the way out when it went wrong. */
export function DeliveryOutcome({ scope, delivery, abilities }: DeliveryOutcomeProps) {
  const words = useDiagnosisWords();
  const { state, reason, diagnosis } = delivery;
  if (state === "delivered") return <Delivered delivery={delivery} />;
  if (diagnosis) {
    const { label, says, suggests } = words(diagnosis);
    return (
      <Diagnosis
        tone={state === "failed" || state === "canceled" ? "fail" : "retry"}
        label={label}
        says={says}
        suggests={
          <>
            {suggests}
            {reason && diagnosis.cause !== "gone" ? ` ${reason}` : ""}
          </>
        }
        action={abilities.manageEndpoints ? <Fix scope={scope} delivery={delivery} diagnosis={diagnosis} /> : null}
      />
    );
  }
  if (state === "canceled" || state === "failed") {
    return (
      <Diagnosis
        tone="off"
        label={state === "canceled" ? "Canceled" : "Failed"}
        says={reason ?? "It ended without a try."}
        suggests={
          delivery.attemptCount === 0 ? "Nothing was sent. It can be replayed while its payload is kept." : null
        }
      />
    );
  }
  return null;
}

function Delivered({ delivery }: { delivery: DeliveryDetailOut }) {
  const { attempts, createdAt, finishedAt, lastDurationMs } = delivery;
  const index = attempts.findLastIndex(({ outcome }) => outcome === "succeeded");
  const winner = attempts[index];
  const earlier = attempts.slice(0, Math.max(0, index)).filter(({ outcome }) => outcome === "failed");
  const causes = [...new Set(earlier.map(({ causeLabel }) => causeLabel).filter(Boolean))];
  const after = finishedAt ? formatSpan(Date.parse(finishedAt) - Date.parse(createdAt)) : null;
  let text: ReactNode = lastDurationMs === null ? "" : ` in ${formatMs(lastDurationMs)}`;
  if (earlier.length > 0) {
    const rest = causes.length > 0 ? `: ${causes.join(", ")}` : "";
    text = ` on try ${winner?.number ?? attempts.length}${after ? ` after ${after}` : ""}. ${formatQuantity(earlier.length, "earlier try", "earlier tries")} failed${rest}`;
  }
  return (
    <p className="border-ok-mark border-s-[3px] bg-ok-soft py-2.5 ps-3.5 pe-4 text-body">
      <strong className="font-strong text-ok-ink">Delivered</strong>
      {text}.{winner?.trigger === "manual" ? ` Replayed by ${winner.actor ?? "a person"}.` : ""}
    </p>
  );
}

function Fix({ scope, delivery, diagnosis }: Omit<DeliveryOutcomeProps, "abilities"> & { diagnosis: DiagnosisOut }) {
  const endpoint = endpointPath(scope, delivery.applicationId, delivery.endpointId);
  const settings = scope.surface === "portal" ? `${endpoint}/settings` : endpoint;
  switch (diagnosis.action) {
    case "edit_url":
      return <ButtonLink href={settings}>Edit URL</ButtonLink>;
    case "limit_rate":
      return <ButtonLink href={settings}>Set a limit</ButtonLink>;
    case "turn_on":
      return <ButtonLink href={endpoint}>Turn on…</ButtonLink>;
    case "use_redirect":
      return diagnosis.redirectLocation ? (
        <UseRedirect scope={scope} delivery={delivery} location={diagnosis.redirectLocation} />
      ) : (
        <ButtonLink href={settings}>Edit URL</ButtonLink>
      );
    case "check_signature":
      return scope.surface === "portal" ? (
        <ButtonLink href={`/portal/${delivery.applicationId}/verify?delivery=${delivery.id}#checker`}>
          Check a signature
        </ButtonLink>
      ) : null;
    case "none":
      return null;
  }
}

function UseRedirect(props: Omit<DeliveryOutcomeProps, "abilities"> & { location: string }) {
  const { scope, delivery, location } = props;
  const client = useQueryClient();
  const url = URL.canParse(location, delivery.endpointUrl) ? new URL(location, delivery.endpointUrl).href : null;
  const change = useMutation({
    mutationFn: (next: string) =>
      clientOf(scope)("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
        params: { app_id: delivery.applicationId, endpoint_id: delivery.endpointId },
        body: { url: next },
      }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["delivery", delivery.id] }),
        client.invalidateQueries({ queryKey: ["endpoints", delivery.applicationId] }),
      ]),
  });
  if (url === null) return null;
  if (change.isSuccess || url === delivery.endpointUrl) {
    return <span className="text-dense text-ok-ink">The endpoint uses that URL now. Replay to check it.</span>;
  }
  return (
    <span className="grid gap-1">
      <Button title={url} pending={change.isPending} onClick={() => change.mutate(url)}>
        Use that URL
      </Button>
      {change.error ? <span className="text-dense text-fail-ink">{change.error.message}</span> : null}
    </span>
  );
}

/** The sentence under the rail: where the schedule stands. */
export function ScheduleLine({ delivery }: { delivery: DeliveryDetailOut }) {
  const { state, attemptCount, maxAttempts, finishedAt } = delivery;
  if (state === "failed" && attemptCount > 0) {
    return (
      <>
        Gave up after {formatQuantity(attemptCount, "try", "tries")}
        {finishedAt ? (
          <>
            , <Time at={finishedAt} />
          </>
        ) : null}
        .
      </>
    );
  }
  if (state === "sending" && attemptCount === 0) return <>Queued. The first of up to {maxAttempts} tries comes next.</>;
  return null;
}
