"use client";

import { useTranslations } from "use-intl";
import { usePause } from "@/components/endpoints/use-endpoint-pause.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

type PauseDialogProps = { endpointId: string; name: string; onClose: () => void };

/** Pausing keeps what turning off would let pass: the difference is said before the choice. */
export function PauseDialog({ endpointId, name, onClose }: PauseDialogProps) {
  const t = useTranslations("endpoints.pause");
  const pause = usePause(endpointId, name);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title", { name })}
      actions={
        <DialogActions cancel={t("cancel")} onCancel={onClose}>
          <Button
            variant="primary"
            pending={pause.isPending}
            onClick={() => pause.mutate(undefined, { onSuccess: onClose })}
          >
            {t("confirm", { name })}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>{t("text")}</p>
        <MutationError error={pause.error} title={t("failed", { name })} />
      </div>
    </Dialog>
  );
}
