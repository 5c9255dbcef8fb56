"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

type DeleteInboxDialogProps = { inboxId: string; endpointCount: number; onClose: () => void; onDeleted: () => void };

export function DeleteInboxDialog({ inboxId, endpointCount, onClose, onDeleted }: DeleteInboxDialogProps) {
  const t = useTranslations("inboxes.delete");
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      call("DELETE /app/{app_id}/inbox/{inbox_id}", { params: { app_id: applicationId, inbox_id: inboxId } }),
    onSuccess: () => {
      announce(t("done"));
      onDeleted();
      void client.invalidateQueries({ queryKey: inboxKeys.list(applicationId) });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      actions={
        <DialogActions cancel={t("keep")} onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            {t("confirm")}
          </Button>
        </DialogActions>
      }
    >
      <p>{t("text")}</p>
      {endpointCount > 0 ? <p className="pt-2">{t("endpoints", { count: endpointCount })}</p> : null}
      <MutationError error={remove.error} title={t("failed")} />
    </Dialog>
  );
}
