"use client";

import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { useSecretChange } from "@/components/secrets/use-secret-change.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

export function ExpireDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const t = useTranslations("secrets.expire");
  const { applicationId, call } = useAccess();
  const expire = useSecretChange({
    endpointId,
    change: () =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/expire-old", {
        params: { app_id: applicationId, endpoint_id: endpointId },
      }),
    done: t("done"),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      actions={
        <DialogActions cancel={t("keep")} onCancel={onClose}>
          <Button variant="danger" pending={expire.isPending} onClick={() => expire.mutate()}>
            {t("confirm")}
          </Button>
        </DialogActions>
      }
    >
      <p>{t("text")}</p>
      <MutationError error={expire.error} title={t("failed")} />
    </Dialog>
  );
}
