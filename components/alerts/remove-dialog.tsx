"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { alertKeys } from "@/components/alerts/queries.ts";
import { useRecipientName } from "@/components/alerts/recipient-name.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
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
    <Dialog
      open
      onClose={onClose}
      title={t("remove.title", { name })}
      actions={
        <DialogActions onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            {t("remove.confirm")}
          </Button>
        </DialogActions>
      }
    >
      <p>{t("remove.about")}</p>
      <MutationError error={remove.error} title={t("remove.failed")} />
    </Dialog>
  );
}
