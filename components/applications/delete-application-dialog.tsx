"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

type DeleteApplicationDialogProps = {
  application: { id: string; name: string };
  onClose: () => void;
  onDeleted: () => void;
};

/** It cannot be undone and stops everything of a customer, so the name is typed. */
export function DeleteApplicationDialog({ application, onClose, onDeleted }: DeleteApplicationDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [mismatch, setMismatch] = useState(false);
  const remove = useMutation({
    mutationFn: () => callAsStaff("DELETE /app/{app_id}", { params: { app_id: application.id } }),
    onSuccess: () => {
      onDeleted();
      router.replace("/console/applications");
      client.removeQueries({ queryKey: applicationsKey });
    },
  });

  function onDelete() {
    const matches = typed.trim() === application.name;
    setMismatch(!matches);
    if (matches) remove.mutate();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${application.name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={onDelete}>
            Delete application
          </Button>
        </DialogActions>
      }
    >
      <p>
        Its endpoints stop, pending retries are canceled, its portal closes, and messages for it are refused. This
        cannot be undone.
      </p>
      <div className="mt-4 text-ink">
        <Field
          label={`Type ${application.name} to confirm`}
          error={mismatch ? "This is not the name of the application." : null}
        >
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </Field>
      </div>
      {remove.error ? (
        <ErrorPanel title="It was not deleted." className="mt-3">
          {remove.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
