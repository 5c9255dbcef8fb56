"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useEndpointDelete } from "@/components/endpoints/use-endpoint-delete.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
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
      title={`Delete ${name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={submit}>
            Delete {name}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>
          {pending > 0
            ? `${formatQuantity(pending, "delivery that is still being retried stops", "deliveries that are still being retried stop")}. `
            : "Nothing is sent there any more. "}
          Past deliveries stay visible{days === undefined ? "" : ` for ${formatQuantity(days, "day", "days")}`}. You can
          undo this right afterwards.
        </p>
        {pending > 0 ? (
          <Field label={`Type ${name} to confirm`} error={isWrong ? `That is not ${name}.` : null}>
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
        <MutationError error={remove.error} title={`${name} was not deleted.`} />
      </div>
    </Dialog>
  );
}
