"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
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
  const delivered = asking?.filter(({ state }) => state === "delivered") ?? [];
  const at = delivered[0]?.finishedAt;
  const isOne = asking?.length === 1;
  return (
    <Dialog
      open={asking !== null}
      onClose={onDismiss}
      title={isOne ? t("oneTitle") : t("manyTitle")}
      actions={
        <DialogActions onCancel={onDismiss}>
          <Button variant="primary" onClick={onConfirm}>
            {isOne ? t("one") : t("many", { count: asking?.length ?? 0 })}
          </Button>
        </DialogActions>
      }
    >
      <p>
        {!isOne
          ? t("deliveredMany", { count: delivered.length })
          : at
            ? t.rich("deliveredAt", { time: () => <Time at={at} show="moment" precision="minute" /> })
            : t("delivered")}{" "}
        {t.rich("sameId", { code: (chunks) => <span className="text-mono">{chunks}</span> })}
      </p>
      <p className="pt-2">{t("oneTry")}</p>
    </Dialog>
  );
}
