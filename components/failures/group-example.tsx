"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { RevealPayloads } from "@/components/console/reveal-payloads.tsx";
import { useForbidden } from "@/components/console/staff.tsx";
import { DeliveryActionBar } from "@/components/deliveries/delivery-actions.tsx";
import { DeliveryDetail } from "@/components/deliveries/delivery-detail.tsx";
import { useDelivery } from "@/components/deliveries/delivery-query.ts";
import { DeliveryTitle } from "@/components/deliveries/delivery-title.tsx";
import { ReplayConfirm } from "@/components/deliveries/replay-confirm.tsx";
import { useDeliveryActions } from "@/components/deliveries/use-delivery-actions.ts";
import { useDetailView } from "@/components/deliveries/use-detail-view.ts";
import { useReplay } from "@/components/deliveries/use-replay.ts";
import type { useExample } from "@/components/failures/use-example.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

type Example = ReturnType<typeof useExample>;

/** One failure of the group with all there is to know about it, and the way to the others. */
export function GroupExample({ applicationId, example }: { applicationId: string; example: Example }) {
  const { examples, shown, index, step } = example;
  const list = (does: string, run: () => unknown) => ({ run, does, group: "list" as const });
  useShortcuts({
    j: list("Next or previous example", () => step(1)),
    k: list("Next or previous example", () => step(-1)),
  });
  if (examples.error && !examples.data) return <QueryError title="We could not load an example." query={examples} />;
  if (!examples.data) return <SkeletonRows rows={4} label="Loading an example" />;
  if (!shown) {
    return (
      <p className="border-line border-t py-4 text-body text-ink-2">
        None is left: its deliveries are past retention, or lie outside of the chosen time.
      </p>
    );
  }
  const count = examples.data.data.length;
  return (
    <>
      <div className="mb-3 flex items-center gap-1 text-dense text-ink-2" data-num>
        <IconButton label="Newer example" onClick={() => step(-1)} aria-disabled={index <= 0 || undefined}>
          <ChevronLeft aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
        <span>
          {index < 0 ? "Example" : `${index + 1} of ${count >= 50 ? "the newest 50" : count}`}
          {shown === examples.data.recommended ? " · recommended" : ""}
        </span>
        <IconButton label="Older example" onClick={() => step(1)} aria-disabled={index >= count - 1 || undefined}>
          <ChevronRight aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      <OneExample key={shown} applicationId={applicationId} deliveryId={shown} />
    </>
  );
}

function OneExample({ applicationId, deliveryId }: { applicationId: string; deliveryId: string }) {
  const { delivery, error, isFetching, refetch } = useDelivery(EVERY_APPLICATION, deliveryId, applicationId);
  const forbidden = useForbidden("replayDelivery");
  const allowed = forbidden === undefined;
  const abilities = { replay: allowed, manageEndpoints: allowed, ...(forbidden ? { reason: forbidden } : {}) };
  const replay = useReplay(EVERY_APPLICATION);
  const view = useDetailView(delivery);
  const actions = useDeliveryActions({ scope: EVERY_APPLICATION, delivery, abilities, replay, view });
  useShortcuts(actions.keys);
  if (!delivery) {
    return error ? (
      <ErrorPanel title="We could not load this delivery." onRetry={refetch} retrying={isFetching}>
        {error.message}
      </ErrorPanel>
    ) : (
      <SkeletonRows rows={6} label="Loading a delivery" />
    );
  }
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-3">
        <h3 className="min-w-0 text-body font-firm">
          <DeliveryTitle delivery={delivery} />
        </h3>
        <DeliveryActionBar
          scope={EVERY_APPLICATION}
          delivery={delivery}
          abilities={abilities}
          actions={actions}
          isReplaying={replay.pendingId === deliveryId}
        />
        <RevealPayloads className="w-full" />
      </div>
      <DeliveryDetail scope={EVERY_APPLICATION} delivery={delivery} abilities={abilities} replay={replay} view={view} />
      <ReplayConfirm asking={replay.asking && [replay.asking]} onConfirm={replay.confirm} onDismiss={replay.dismiss} />
    </>
  );
}
