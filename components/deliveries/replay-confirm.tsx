"use client";

import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type ReplayConfirmProps = {
  /** What waits for the answer; nothing is asked while there is none. */
  asking: DeliveryOut[] | null;
  onConfirm: () => void;
  onDismiss: () => void;
};

/** Asked once in a session, before the first replay of something that was delivered. */
export function ReplayConfirm({ asking, onConfirm, onDismiss }: ReplayConfirmProps) {
  const t = useTranslations("deliveries.replay");
  if (!asking) return null;
  const delivered = asking.filter(({ state }) => state === "delivered");
  const at = delivered[0]?.finishedAt;
  const isOne = asking.length === 1;
  return (
    <ConfirmDialog
      title={isOne ? t("oneTitle") : t("manyTitle")}
      confirm={isOne ? t("one") : t("many", { count: asking.length })}
      variant="primary"
      onConfirm={onConfirm}
      onClose={onDismiss}
    >
      <p>
        {!isOne
          ? t("deliveredMany", { count: delivered.length })
          : at
            ? t.rich("deliveredAt", { time: () => <Time at={at} show="moment" precision="minute" /> })
            : t("delivered")}{" "}
        {t.rich("sameId", { code: (chunks) => <span className="text-mono">{chunks}</span> })}
      </p>
      <p>{t("oneTry")}</p>
    </ConfirmDialog>
  );
}
