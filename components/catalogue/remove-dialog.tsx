"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

type RemoveDialogProps = { name: string; onClose: () => void; onRemoved: () => void };

/** It cannot be undone, so its name is typed. */
export function RemoveDialog({ name, onClose, onRemoved }: RemoveDialogProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      callAsStaff("DELETE /event-type/{event_type_name}", {
        params: { event_type_name: name },
        query: { expunge: true, if_unused: true },
      }),
    onSuccess: onRemoved,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setWrong(typed.trim() !== name);
    if (typed.trim() === name) remove.mutate();
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${name} for good?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button type="submit" form={id} variant="danger" pending={remove.isPending}>
            Remove event type
          </Button>
        </DialogActions>
      }
    >
      <p className="mb-3">
        Its description, schemas and examples are gone then. Messages that were sent stay. This cannot be undone.
      </p>
      <form id={id} noValidate onSubmit={submit}>
        <Field label={`Type ${name}`} error={isWrong ? `Type the name as it is: ${name}.` : null}>
          <Input machine autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </Field>
      </form>
      {remove.error ? (
        <ErrorPanel title="It was not removed." className="mt-3">
          {remove.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
