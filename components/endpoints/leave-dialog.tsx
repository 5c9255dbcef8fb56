"use client";

import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type LeaveDialogProps = { sections: readonly string[]; onStay: () => void; onLeave: () => void };

export function LeaveDialog({ sections, onStay, onLeave }: LeaveDialogProps) {
  const t = useTranslations("endpoints.leave");
  const { list } = useFormat();
  return (
    <ConfirmDialog
      title={t("title")}
      keep={t("stay")}
      confirm={t("leave")}
      variant="danger"
      onConfirm={onLeave}
      onClose={onStay}
    >
      <p>{t("text", { sections: list([...sections]) })}</p>
    </ConfirmDialog>
  );
}
