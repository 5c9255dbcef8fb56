"use client";

import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { useSecretChange } from "@/components/secrets/use-secret-change.ts";

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
    <ConfirmDialog
      title={t("title")}
      keep={t("keep")}
      confirm={t("confirm")}
      variant="danger"
      write={expire}
      failed={t("failed")}
      onConfirm={() => expire.mutate()}
      onClose={onClose}
    >
      <p>{t("text")}</p>
    </ConfirmDialog>
  );
}
