"use client";

import Link from "next/link";
import { AttemptView } from "@/components/attempts/attempt-view.tsx";
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
import { heldBy } from "@/components/deliveries/waiting-note.tsx";
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
  const phases = useFollowedDelivery(delivery);
  const held = phases.length === 0 ? heldBy(delivery) : null;
  const error = replay.errorOf(delivery.id);
  const endpoint = endpointPath(scope, delivery.applicationId, delivery.endpointId);
  return (
    <div data-shortcuts="" className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <KeyValueList>
        <KeyValue label="Message">
          <CopyText value={delivery.messageId} label="Copy message id" />
        </KeyValue>
        {scope.applicationId === null ? (
          <KeyValue label="Application">{delivery.applicationName ?? delivery.applicationId}</KeyValue>
        ) : null}
        <KeyValue label="Endpoint">
          <TextLink href={endpoint} prefetch={false}>
            {delivery.endpointName}
          </TextLink>
          {delivery.endpointDisabled ? <span className="text-off-ink"> · turned off</span> : null}
        </KeyValue>
        <KeyValue label="Made">
          <Time at={delivery.createdAt} show="moment" precision="millisecond" />
          <span className="text-ink-3">
            {" "}
            (<Time at={delivery.createdAt} plain />)
          </span>
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
          {error instanceof ApiError && error.status === 409 && delivery.endpointDisabled ? (
            <>
              The endpoint is turned off.{" "}
              <Link href={endpoint} className="underline underline-offset-3">
                Turn it on
              </Link>
              , then replay.
            </>
          ) : (
            error.message
          )}
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
      {view.attempt ? (
        <AttemptView
          scope={scope}
          delivery={delivery}
          attempt={view.attempt}
          firstAt={delivery.attempts[0]?.startedAt ?? delivery.createdAt}
          tab={view.tab}
          onTab={view.setTab}
        />
      ) : null}
      <DeliveryElsewhere scope={scope} delivery={delivery} onShow={onShow} />
    </div>
  );
}
