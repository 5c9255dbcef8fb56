"use client";

import { Maximize2, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useStop } from "@/components/deliveries/delivery-rail.tsx";
import { deliveriesPath, deliveryPath, eventTypePath } from "@/components/deliveries/paths.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import type { DeliveryActions } from "@/components/deliveries/use-delivery-actions.ts";
import { heldBy, isUnderway } from "@/components/deliveries/waiting-note.tsx";
import { hasNoPayload } from "@/components/kept/is-payload-gone.ts";
import { Button } from "@/components/ui/button.tsx";
import type { MenuItem } from "@/components/ui/menu.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type DeliveryActionBarProps = {
  scope: DeliveryScope;
  delivery: DeliveryOut;
  abilities: Abilities;
  actions: DeliveryActions;
  isReplaying: boolean;
  /** Not on the page itself. */
  withPageLink?: boolean;
};

/** Replay, the full page, and the rest in a menu. */
export function DeliveryActionBar(props: DeliveryActionBarProps) {
  const { scope, delivery, abilities, actions, isReplaying, withPageLink } = props;
  const t = useTranslations("deliveries.actions");
  const kept = useTranslations("kept");
  const stop = useStop(scope);
  const [stopError, setStopError] = useState(false);
  const isSending = isUnderway(delivery);
  const isPending = delivery.state === "retrying" || heldBy(delivery) !== null;
  const type = eventTypePath(scope, delivery.applicationId, delivery.eventType);

  const items: MenuItem[] = [
    ...(delivery.attemptCount > 0
      ? [{ label: t("copyCurl"), shortcut: "C", onSelect: () => void actions.copyCurl() }]
      : []),
    {
      label: scope.surface === "console" ? t("copyCustomerLink") : t("copyLink"),
      shortcut: "U",
      onSelect: () => void actions.copyLink(),
    },
    { label: t("copyId"), shortcut: "I", onSelect: () => void actions.copyId() },
    "separator",
    {
      label: t("sameMessage"),
      href: deliveriesPath(scope, delivery.applicationId, { q: delivery.messageId }),
    },
    {
      label: t("onlyType", { type: delivery.eventType }),
      href: deliveriesPath(scope, delivery.applicationId, { type: delivery.eventType }),
    },
    ...(type ? [{ label: t("openType"), href: type }] : []),
    ...(isPending && abilities.replay
      ? ([
          "separator",
          {
            label: delivery.attemptCount > 0 ? t("stopRetrying") : t("doNotSend"),
            danger: true,
            onSelect: () => stop.mutate(delivery, { onError: () => setStopError(true) }),
          },
        ] satisfies MenuItem[])
      : []),
  ];
  return (
    <div className="flex shrink-0 items-center gap-1">
      {abilities.replay || abilities.reason ? (
        <Button
          size="small"
          variant={delivery.state === "delivered" ? "secondary" : "primary"}
          pending={isReplaying || isSending}
          unavailable={!abilities.replay ? abilities.reason : hasNoPayload(delivery) ? kept("replayGone") : undefined}
          icon={<RotateCcw aria-hidden="true" size={14} strokeWidth={1.5} />}
          onClick={actions.replay}
        >
          {isSending ? t("sending") : isPending && delivery.attemptCount === 0 ? t("sendNow") : t("replay")}
        </Button>
      ) : null}
      {withPageLink ? (
        <Link
          href={deliveryPath(scope, delivery)}
          prefetch={false}
          aria-label={t("openPage")}
          title={t("openPage")}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink coarse:size-11 max-md:hidden"
        >
          <Maximize2 aria-hidden="true" size={16} strokeWidth={1.5} />
        </Link>
      ) : null}
      <Menu label={t("more")} items={items} />
      {stopError && stop.error ? <span className="text-meta text-fail-ink">{stop.error.message}</span> : null}
    </div>
  );
}
