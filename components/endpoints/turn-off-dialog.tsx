"use client";

import { useTranslations } from "use-intl";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { announce } from "@/components/ui/announcer.tsx";

type TurnOffDialogProps = { endpointId: string; name: string; pending: number; onClose: () => void };

export function TurnOffDialog({ endpointId, name, pending, onClose }: TurnOffDialogProps) {
  const t = useTranslations("endpoints.turnOff");
  const change = useEndpointChange(endpointId);

  function turnOff() {
    change.mutate(
      { disabled: true },
      {
        onSuccess: () => {
          announce(t("done", { name }));
          onClose();
        },
      },
    );
  }

  return (
    <ConfirmDialog
      title={t("title", { name })}
      keep={t("cancel")}
      confirm={t("confirm")}
      variant="primary"
      write={change}
      failed={t("failed", { name })}
      onConfirm={turnOff}
      onClose={onClose}
    >
      <p>
        {t("text")} {pending > 0 ? t("pending", { count: pending }) : null}
      </p>
      <p>{t("pauseInstead")}</p>
    </ConfirmDialog>
  );
}
