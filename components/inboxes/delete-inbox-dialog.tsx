"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { announce } from "@/components/ui/announcer.tsx";

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
    <ConfirmDialog
      title={t("title")}
      keep={t("keep")}
      confirm={t("confirm")}
      variant="danger"
      write={remove}
      failed={t("failed")}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t("text")}</p>
      {endpointCount > 0 ? <p>{t("endpoints", { count: endpointCount })}</p> : null}
    </ConfirmDialog>
  );
}
