"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DeliveryActionBar } from "@/components/deliveries/delivery-actions.tsx";
import { DeliveryDetail } from "@/components/deliveries/delivery-detail.tsx";
import { useDelivery } from "@/components/deliveries/delivery-query.ts";
import { DeliveryTitle } from "@/components/deliveries/delivery-title.tsx";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { useDeliveryActions } from "@/components/deliveries/use-delivery-actions.ts";
import { useDetailView } from "@/components/deliveries/use-detail-view.ts";
import type { Replay } from "@/components/deliveries/use-replay.ts";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { ApiError } from "@/lib/contract/client.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type DeliverySheetProps = {
  scope: DeliveryScope;
  deliveryId: string;
  /** The row, when it is in the list: what there is to show until the rest has come. */
  row: DeliveryOut | undefined;
  abilities: Abilities;
  replay: Replay;
  /** The link to this view that is passed on. */
  shareUrl?: () => string;
  onClose: () => void;
  onShow: (deliveryId: string) => void;
  /** Above the details: what a console adds for staff. */
  extra?: (delivery: DeliveryOut) => ReactNode;
};

export function DeliverySheet(props: DeliverySheetProps) {
  const { scope, deliveryId, row, abilities, replay, shareUrl, onClose, onShow, extra } = props;
  const t = useTranslations("deliveries");
  const { delivery, isMissing, error, isFetching, refetch } = useDelivery(
    scope,
    deliveryId,
    row?.applicationId ?? null,
  );
  const shown = delivery ?? row;
  const view = useDetailView(delivery);
  const actions = useDeliveryActions({ scope, delivery: shown, abilities, replay, view, shareUrl });
  const keys = useTranslations("shell.keys");
  useShortcuts({
    ...actions.keys,
    o: { run: actions.openPage, does: keys("openPage"), group: "detail", isAction: true },
  });

  const isGone = isMissing || (error instanceof ApiError && error.status === 404);
  return (
    <Sheet
      open
      onClose={onClose}
      contentKey={deliveryId}
      title={shown ? <DeliveryTitle delivery={shown} /> : t("page.one")}
      actions={
        shown ? (
          <DeliveryActionBar
            scope={scope}
            delivery={shown}
            abilities={abilities}
            actions={actions}
            isReplaying={replay.pendingId === deliveryId}
            withPageLink={scope.surface === "portal"}
          />
        ) : null
      }
    >
      {delivery ? (
        <>
          {extra?.(delivery)}
          <DeliveryDetail
            scope={scope}
            delivery={delivery}
            abilities={abilities}
            replay={replay}
            view={view}
            onShow={onShow}
          />
        </>
      ) : isGone ? (
        <p data-shortcuts="" className="text-body text-ink-2">
          {t("detail.missing")}
        </p>
      ) : error ? (
        <div data-shortcuts="">
          <ErrorPanel
            title={t("detail.loadError")}
            requestId={error instanceof ApiError ? error.requestId : null}
            onRetry={refetch}
            retrying={isFetching}
          >
            {error.message}
          </ErrorPanel>
        </div>
      ) : (
        <div data-shortcuts="" role="status" aria-label={t("detail.loading")} className="grid gap-4">
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/2" />
          <Skeleton className="h-16" />
          <Skeleton className="h-14" />
          <Skeleton className="h-40" />
        </div>
      )}
    </Sheet>
  );
}
