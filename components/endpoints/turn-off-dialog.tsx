"use client";

import { useTranslations } from "use-intl";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

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
    <Dialog
      open
      onClose={onClose}
      title={t("title", { name })}
      actions={
        <DialogActions cancel={t("cancel")} onCancel={onClose}>
          <Button variant="primary" pending={change.isPending} onClick={turnOff}>
            {t("confirm")}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>
          {t("text")} {pending > 0 ? t("pending", { count: pending }) : null}
        </p>
        <p>{t("pauseInstead")}</p>
        <MutationError error={change.error} title={t("failed", { name })} />
      </div>
    </Dialog>
  );
}
