"use client";

import { useTranslations } from "use-intl";
import { DeliveryActionBar } from "@/components/deliveries/delivery-actions.tsx";
import { DeliveryDetail } from "@/components/deliveries/delivery-detail.tsx";
import { useDelivery } from "@/components/deliveries/delivery-query.ts";
import { DeliveryTitle } from "@/components/deliveries/delivery-title.tsx";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { ReplayConfirm } from "@/components/deliveries/replay-confirm.tsx";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { useDeliveryActions } from "@/components/deliveries/use-delivery-actions.ts";
import { useDetailView } from "@/components/deliveries/use-detail-view.ts";
import { useReplay } from "@/components/deliveries/use-replay.ts";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { ApiError } from "@/lib/contract/client.ts";

type DeliveryPageProps = { scope: DeliveryScope & { applicationId: string }; deliveryId: string; abilities: Abilities };

/** A delivery on a page of its own. */
export function DeliveryPage({ scope, deliveryId, abilities }: DeliveryPageProps) {
  const { delivery, error, isFetching, refetch } = useDelivery(scope, deliveryId, scope.applicationId);
  const t = useTranslations("deliveries");
  const replay = useReplay(scope);
  const view = useDetailView(delivery);
  const actions = useDeliveryActions({ scope, delivery, abilities, replay, view });
  useShortcuts(actions.keys);

  return (
    <div className="mx-(--page-margin) max-w-[960px]">
      <nav aria-label={t("page.breadcrumb")} className="pb-2 text-dense text-ink-2">
        <TextLink href={deliveriesPath(scope, scope.applicationId, {})}>{t("page.title")}</TextLink>
        <span aria-hidden="true"> / </span>
        <span translate="no" className="text-mono break-all">
          {deliveryId}
        </span>
      </nav>
      {delivery ? (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3 pb-4">
            <h1 className="min-w-0 text-lead">
              <DeliveryTitle delivery={delivery} />
            </h1>
            <DeliveryActionBar
              scope={scope}
              delivery={delivery}
              abilities={abilities}
              actions={actions}
              isReplaying={replay.pendingId === deliveryId}
            />
          </div>
          <DeliveryDetail scope={scope} delivery={delivery} abilities={abilities} replay={replay} view={view} />
        </>
      ) : error ? (
        <ErrorPanel
          title={t("detail.loadError")}
          requestId={error instanceof ApiError ? error.requestId : null}
          onRetry={refetch}
          retrying={isFetching}
        >
          {error.message}
        </ErrorPanel>
      ) : (
        <SkeletonRows rows={6} />
      )}
      <ReplayConfirm asking={replay.asking && [replay.asking]} onConfirm={replay.confirm} onDismiss={replay.dismiss} />
    </div>
  );
}
