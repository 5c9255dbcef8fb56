"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { alertKeys } from "@/components/alerts/queries.ts";
import { useRecipientName } from "@/components/alerts/recipient-name.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import type { AlertRecipientOut } from "@/lib/contract/alert.ts";

type RemoveDialogProps = { recipient: AlertRecipientOut; onClose: () => void };

export function RemoveDialog({ recipient, onClose }: RemoveDialogProps) {
  const t = useTranslations("alerts");
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const name = useRecipientName()(recipient);
  const remove = useMutation({
    mutationFn: () =>
      call("DELETE /app/{app_id}/alert-recipient/{recipient_id}", {
        params: { app_id: applicationId, recipient_id: recipient.id },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: alertKeys.all(applicationId) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t("remove.title", { name })}
      confirm={t("remove.confirm")}
      variant="danger"
      write={remove}
      failed={t("remove.failed")}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t("remove.about")}</p>
    </ConfirmDialog>
  );
}
