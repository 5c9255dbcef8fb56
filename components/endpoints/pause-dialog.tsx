"use client";

import { useTranslations } from "use-intl";
import { usePause } from "@/components/endpoints/use-endpoint-pause.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";

type PauseDialogProps = { endpointId: string; name: string; onClose: () => void };

/** Pausing keeps what turning off would let pass: the difference is said before the choice. */
export function PauseDialog({ endpointId, name, onClose }: PauseDialogProps) {
  const t = useTranslations("endpoints.pause");
  const pause = usePause(endpointId, name);
  return (
    <ConfirmDialog
      title={t("title", { name })}
      keep={t("cancel")}
      confirm={t("confirm", { name })}
      variant="primary"
      write={pause}
      failed={t("failed", { name })}
      onConfirm={() => pause.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("text")}</p>
    </ConfirmDialog>
  );
}
