"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

/** Why a delivery was canceled, or failed without a try, in a sentence. */
export function useReason() {
  const t = useTranslations("deliveries.reasons");
  return useCallback(
    ({ reason, reasonCode, lastStatusCode }: Pick<DeliveryOut, "reason" | "reasonCode" | "lastStatusCode">) =>
      reasonCode !== null && t.has(reasonCode) ? t(reasonCode, { status: String(lastStatusCode ?? "") }) : reason,
    [t],
  );
}
