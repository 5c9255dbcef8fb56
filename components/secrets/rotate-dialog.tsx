"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { afterWords, OVERLAP_SECONDS, USUAL_OVERLAP_SECONDS } from "@/components/secrets/overlaps.ts";
import { useSecretChange } from "@/components/secrets/use-secret-change.ts";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

type RotateDialogProps = {
  endpointId: string;
  endpointName: string;
  /** Somebody else may have it: then it ends now, unless they choose otherwise. */
  leaked?: boolean;
  onClose: () => void;
};

const NOW = "0";

export function RotateDialog({ endpointId, endpointName, leaked = false, onClose }: RotateDialogProps) {
  const t = useTranslations("secrets");
  const { applicationId, call } = useAccess();
  const [overlap, setOverlap] = useState(leaked ? NOW : String(USUAL_OVERLAP_SECONDS));
  const now = overlap === NOW;
  const rotate = useSecretChange({
    endpointId,
    change: () =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/rotate", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body: { gracePeriodSeconds: Number(overlap) },
      }),
    done: t("rotate.done"),
    onDone: onClose,
  });

  return (
    <ConfirmDialog
      title={t(leaked ? "rotate.leakedTitle" : "rotate.title", { name: endpointName })}
      confirm={now ? t("rotate.confirmNow") : t("rotate.confirm")}
      variant={now ? "danger" : "primary"}
      write={rotate}
      failed={t("rotate.failed")}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      <p>{leaked ? t("rotate.leaked") : t("rotate.about")}</p>
      <RadioGroup
        legend={t("rotate.oldEnds")}
        name="overlap"
        options={[
          {
            value: NOW,
            label: <span className="text-fail-ink">{t("rotate.now")}</span>,
            description: t("rotate.nowEffect"),
          },
          ...OVERLAP_SECONDS.map((value) => ({ value: String(value), label: afterWords(value, t) })),
        ]}
        value={overlap}
        onChange={setOverlap}
      />
      <div>
        <p className="mb-1 text-meta text-ink-3">{now ? t("rotate.previewNow") : t("rotate.preview")}</p>
        <p dir="ltr" translate="no" className="rounded-card bg-sunken px-3 py-2 text-mono break-all text-ink">
          webhook-signature: v1,<span className="text-ok-ink">{t("rotate.newSignature")}</span>
          {now ? null : <> v1,{t("rotate.oldSignature")}</>}
        </p>
      </div>
    </ConfirmDialog>
  );
}
