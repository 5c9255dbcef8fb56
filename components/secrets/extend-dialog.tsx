"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { lengthWords, OVERLAP_SECONDS, USUAL_OVERLAP_SECONDS } from "@/components/secrets/overlaps.ts";
import { useSecretChange } from "@/components/secrets/use-secret-change.ts";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

export function ExtendDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const t = useTranslations("secrets");
  const { applicationId, call } = useAccess();
  const [seconds, setSeconds] = useState(String(USUAL_OVERLAP_SECONDS));
  const extend = useSecretChange({
    endpointId,
    change: () =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/extend-old", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body: { gracePeriodSeconds: Number(seconds) },
      }),
    done: t("extend.done"),
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={t("extend.title")}
      confirm={t("extend.confirm")}
      variant="primary"
      write={extend}
      failed={t("extend.failed")}
      onConfirm={() => extend.mutate()}
      onClose={onClose}
    >
      <p>{t("extend.text")}</p>
      <RadioGroup
        legend={t("extend.from")}
        name="length"
        options={OVERLAP_SECONDS.map((value) => ({ value: String(value), label: lengthWords(value, t) }))}
        value={seconds}
        onChange={setSeconds}
      />
    </ConfirmDialog>
  );
}
