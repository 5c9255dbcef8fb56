"use client";

import { useTranslations } from "use-intl";
import { heldBy } from "@/components/deliveries/waiting-note.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

export function DeliveryTitle({
  delivery,
}: {
  delivery: Pick<DeliveryOut, "state" | "eventType" | "isTest" | "waiting">;
}) {
  const t = useTranslations("deliveries.detail");
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <StateLabel state={delivery.state} still={heldBy(delivery) !== null} />
      <span translate="no" className="truncate text-mono" title={delivery.eventType}>
        {delivery.eventType}
      </span>
      {delivery.isTest ? <span className="shrink-0 text-meta text-ink-3">{t("test")}</span> : null}
    </span>
  );
}
