"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useEndpointDelete } from "@/components/endpoints/use-endpoint-delete.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

type DeleteDialogProps = {
  endpointId: string;
  name: string;
  /** Deliveries that are still being retried: they end with the endpoint. */
  pending: number;
  onClose: () => void;
  onDeleted?: () => void;
};

/** The endpoint can be had back, what was under way cannot: so it names what ends. With deliveries under way, its name is typed first. */
export function DeleteDialog({ endpointId, name, pending, onClose, onDeleted }: DeleteDialogProps) {
  const t = useTranslations("endpoints.delete");
  const summary = useQuery(summaryQuery(useAccess()));
  const remove = useEndpointDelete(endpointId, name);
  const [typed, setTyped] = useState("");
  const [isWrong, setIsWrong] = useState(false);

  function submit() {
    if (pending > 0 && typed.trim() !== name) return setIsWrong(true);
    remove.mutate(undefined, {
      onSuccess: () => {
        onClose();
        onDeleted?.();
      },
    });
  }

  const days = summary.data?.retentionDays;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title", { name })}
      actions={
        <DialogActions cancel={t("cancel")} onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={submit}>
            {t("confirm", { name })}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>
          {pending > 0 ? t("pending", { count: pending }) : t("nothing")}{" "}
          {days === undefined ? t("stays") : t("staysFor", { days })}
        </p>
        {pending > 0 ? (
          <Field label={t("type", { name })} error={isWrong ? t("wrong", { name }) : null}>
            <Input
              machine
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setIsWrong(false);
              }}
            />
          </Field>
        ) : null}
        <MutationError error={remove.error} title={t("failed", { name })} />
      </div>
    </Dialog>
  );
}
