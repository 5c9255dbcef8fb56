"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type LeaveDialogProps = { sections: readonly string[]; onStay: () => void; onLeave: () => void };

export function LeaveDialog({ sections, onStay, onLeave }: LeaveDialogProps) {
  const t = useTranslations("endpoints.leave");
  const { list } = useFormat();
  return (
    <Dialog
      open
      onClose={onStay}
      title={t("title")}
      actions={
        <DialogActions cancel={t("stay")} onCancel={onStay}>
          <Button variant="danger" onClick={onLeave}>
            {t("leave")}
          </Button>
        </DialogActions>
      }
    >
      <p>{t("text", { sections: list([...sections]) })}</p>
    </Dialog>
  );
}
