"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { AttemptView } from "@/components/attempts/attempt-view.tsx";
import { statusText } from "@/components/attempts/status-text.ts";
import { DeliveryElsewhere } from "@/components/deliveries/delivery-elsewhere.tsx";
import { DeliveryOutcome } from "@/components/deliveries/delivery-outcome.tsx";
import { DeliveryRail } from "@/components/deliveries/delivery-rail.tsx";
import { DeliveryWaiting } from "@/components/deliveries/delivery-waiting.tsx";
import { useFollowedDelivery } from "@/components/deliveries/follow.ts";
import { LiveTry } from "@/components/deliveries/live-try.tsx";
import { endpointPath } from "@/components/deliveries/paths.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import type { DetailView } from "@/components/deliveries/use-detail-view.ts";
import type { Replay } from "@/components/deliveries/use-replay.ts";
import { ValueMenu } from "@/components/deliveries/value-menu.tsx";
import { heldBy } from "@/components/deliveries/waiting-note.tsx";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { PayloadKeeping } from "@/components/kept/gone-words.tsx";
import { isPayloadGone } from "@/components/kept/is-payload-gone.ts";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";

type DeliveryDetailProps = {
  scope: DeliveryScope;
  delivery: DeliveryDetailOut;
  abilities: Abilities;
  replay: Replay;
  view: DetailView;
  onShow?: (deliveryId: string) => void;
};

/** Everything about one delivery: the same in the drawer and on its page. */
export function DeliveryDetail({ scope, delivery, abilities, replay, view, onShow }: DeliveryDetailProps) {
  const t = useTranslations("deliveries.detail");
  const kept = useTranslations("kept");
  const labelOf = useCauseLabel();
  const phases = useFollowedDelivery(delivery);
  const value = { scope, applicationId: delivery.applicationId };
  const held = phases.length === 0 ? heldBy(delivery) : null;
  const error = replay.errorOf(delivery.id);
  const endpoint = endpointPath(scope, delivery.applicationId, delivery.endpointId);
  return (
    <div data-shortcuts="" className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <KeyValueList>
        <KeyValue label={t("message")}>
          <CopyText value={delivery.messageId} label={t("copyMessageId")} />
        </KeyValue>
        {scope.applicationId === null ? (
          <KeyValue label={t("application")}>{delivery.applicationName ?? delivery.applicationId}</KeyValue>
        ) : null}
        <KeyValue label={t("endpoint")}>
          <TextLink href={endpoint} prefetch={false}>
            {delivery.endpointName}
          </TextLink>
          {delivery.endpointDisabled ? <span className="text-off-ink"> · {t("turnedOff")}</span> : null}
          <ValueMenu {...value} field="endpoint" value={delivery.endpointId} label={delivery.endpointName} />
        </KeyValue>
        <KeyValue label={t("eventType")}>
          <span translate="no" className="text-mono break-all">
            {delivery.eventType}
          </span>
          <ValueMenu {...value} field="type" value={delivery.eventType} />
        </KeyValue>
        {delivery.lastStatusCode === null ? null : (
          <KeyValue label={t("code")}>
            <span className="text-mono">{statusText(delivery.lastStatusCode)}</span>
            <ValueMenu {...value} field="code" value={String(delivery.lastStatusCode)} />
          </KeyValue>
        )}
        {delivery.cause === null ? null : (
          <KeyValue label={t("cause")}>
            {labelOf(delivery.cause)}
            <ValueMenu {...value} field="cause" value={delivery.cause} label={labelOf(delivery.cause)} />
          </KeyValue>
        )}
        <KeyValue label={kept("label")}>
          <PayloadKeeping payload={delivery.payload} />
        </KeyValue>
        <KeyValue label={t("made")}>
          {t.rich("madeAt", {
            moment: () => <Time at={delivery.createdAt} show="moment" precision="millisecond" />,
            relative: () => <Time at={delivery.createdAt} plain />,
            faint: (chunks) => <span className="text-ink-3">{chunks}</span>,
          })}
        </KeyValue>
      </KeyValueList>

      {held ? <DeliveryWaiting scope={scope} delivery={delivery} waiting={held} abilities={abilities} /> : null}
      {delivery.state !== "sending" ? (
        <DeliveryOutcome scope={scope} delivery={delivery} abilities={abilities} />
      ) : held ? null : (
        <LiveTry phases={phases} isQueued={delivery.attemptCount === 0} />
      )}
      {error ? (
        <p role="alert" className="text-dense text-fail-ink">
          {error instanceof ApiError && error.status === 409 && delivery.endpointDisabled
            ? t.rich("offReplay", {
                link: (chunks) => (
                  <Link href={endpoint} className="underline underline-offset-3">
                    {chunks}
                  </Link>
                ),
              })
            : isPayloadGone(error)
              ? kept("replayGone")
              : error.message}
        </p>
      ) : null}

      {delivery.attempts.length > 0 || delivery.nextAttemptAt ? (
        <DeliveryRail
          scope={scope}
          delivery={delivery}
          abilities={abilities}
          replay={replay}
          selected={view.attemptIndex}
          onSelect={(index) => view.setAttempt(delivery.attempts[index]?.number ?? null)}
        />
      ) : null}
      {view.attempt ? <AttemptView scope={scope} delivery={delivery} attempt={view.attempt} view={view} /> : null}
      <DeliveryElsewhere scope={scope} delivery={delivery} onShow={onShow} />
    </div>
  );
}
