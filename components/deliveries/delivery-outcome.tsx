"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { endpointPath, verifyPath } from "@/components/deliveries/paths.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf } from "@/components/deliveries/scope.ts";
import { useReason } from "@/components/deliveries/use-reason.ts";
import { useCauseLabel, useDiagnosisWords } from "@/components/diagnosis/use-diagnosis.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Diagnosis } from "@/components/ui/diagnosis.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { DiagnosisOut } from "@/lib/contract/delivery-attempt.ts";

type DeliveryOutcomeProps = { scope: DeliveryScope; delivery: DeliveryDetailOut; abilities: Abilities };

/** What became of it, in words, and the way out when it went wrong. */
export function DeliveryOutcome({ scope, delivery, abilities }: DeliveryOutcomeProps) {
  const t = useTranslations("deliveries.outcome");
  const words = useDiagnosisWords();
  const reason = useReason()(delivery);
  const { state, diagnosis } = delivery;
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
        action={<Fix scope={scope} delivery={delivery} diagnosis={diagnosis} abilities={abilities} />}
      />
    );
  }
  if (state === "canceled" || state === "failed") {
    return (
      <Diagnosis
        tone="off"
        label={state === "canceled" ? t("canceled") : t("failed")}
        says={reason ?? t("noTry")}
        suggests={delivery.attemptCount === 0 ? t("nothingSent") : null}
      />
    );
  }
  return null;
}

function Delivered({ delivery }: { delivery: DeliveryDetailOut }) {
  const t = useTranslations("deliveries.outcome");
  const format = useFormat();
  const labelOf = useCauseLabel();
  const { attempts, createdAt, finishedAt, lastDurationMs } = delivery;
  const index = attempts.findLastIndex(({ outcome }) => outcome === "succeeded");
  const winner = attempts[index];
  const earlier = attempts.slice(0, Math.max(0, index)).filter(({ outcome }) => outcome === "failed");
  const causes = format.list([...new Set(earlier.flatMap(({ cause }) => (cause ? [labelOf(cause)] : [])))]);
  const after = finishedAt ? format.span(Date.parse(finishedAt) - Date.parse(createdAt)) : "";
  const b = (chunks: ReactNode) => <strong className="font-strong text-ok-ink">{chunks}</strong>;
  const values = { number: winner?.number ?? attempts.length, failed: earlier.length, after, causes, b };
  return (
    <p className="border-ok-mark border-s-[3px] bg-ok-soft py-2.5 ps-3.5 pe-4 text-body">
      {earlier.length > 0
        ? t.rich(`deliveredLater${after ? "After" : ""}${causes ? "Because" : ""}`, values)
        : lastDurationMs === null
          ? t.rich("delivered", { b })
          : t.rich("deliveredIn", { b, took: format.ms(lastDurationMs) })}
      {winner?.trigger === "manual"
        ? ` ${winner.actor ? t("replayedBy", { actor: winner.actor }) : t("replayed")}`
        : null}
    </p>
  );
}

function Fix({ scope, delivery, diagnosis, abilities }: DeliveryOutcomeProps & { diagnosis: DiagnosisOut }) {
  const t = useTranslations("deliveries.outcome");
  const endpoint = endpointPath(scope, delivery.applicationId, delivery.endpointId);
  const settings = scope.surface === "portal" ? `${endpoint}/settings` : endpoint;
  if (diagnosis.action === "copy_message_id")
    return <CopyButton value={delivery.messageId} label={t("copyMessageId")} button={{ text: t("copyMessageId") }} />;
  if (diagnosis.action === "check_signature")
    return scope.surface === "portal" ? (
      <ButtonLink href={verifyPath(delivery)}>{t("checkSignature")}</ButtonLink>
    ) : null;
  if (!abilities.manageEndpoints) return null;
  switch (diagnosis.action) {
    case "edit_url":
      return <ButtonLink href={settings}>{t("editUrl")}</ButtonLink>;
    case "limit_rate":
      return <ButtonLink href={`${settings}#rate-limit`}>{t("setLimit")}</ButtonLink>;
    case "turn_on":
      return <ButtonLink href={endpoint}>{t("turnOn")}</ButtonLink>;
    case "edit_networks":
      return <ButtonLink href={settings}>{t("editNetworks")}</ButtonLink>;
    case "edit_transformation":
      return <ButtonLink href={settings}>{t("editTransformation")}</ButtonLink>;
    case "edit_authentication":
      return <ButtonLink href={settings}>{t("editAuthentication")}</ButtonLink>;
    case "use_redirect":
      return diagnosis.redirectLocation ? (
        <UseRedirect scope={scope} delivery={delivery} location={diagnosis.redirectLocation} />
      ) : (
        <ButtonLink href={settings}>{t("editUrl")}</ButtonLink>
      );
    case "none":
      return null;
  }
}

function UseRedirect(props: Omit<DeliveryOutcomeProps, "abilities"> & { location: string }) {
  const { scope, delivery, location } = props;
  const t = useTranslations("deliveries.outcome");
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
    return <span className="text-dense text-ok-ink">{t("usesUrl")}</span>;
  }
  return (
    <span className="grid gap-1">
      <Button title={url} pending={change.isPending} onClick={() => change.mutate(url)}>
        {t("useUrl")}
      </Button>
      {change.error ? <span className="text-dense text-fail-ink">{change.error.message}</span> : null}
    </span>
  );
}

/** The sentence under the rail: where the schedule stands. */
export function ScheduleLine({ delivery }: { delivery: DeliveryDetailOut }) {
  const t = useTranslations("deliveries.schedule");
  const { state, attemptCount, maxAttempts, finishedAt } = delivery;
  if (state === "failed" && attemptCount > 0) {
    return finishedAt
      ? t.rich("gaveUpAt", { count: attemptCount, time: () => <Time at={finishedAt} /> })
      : t("gaveUp", { count: attemptCount });
  }
  return state === "sending" && attemptCount === 0 ? t("queued", { count: maxAttempts }) : null;
}
