"use client";

import { useState } from "react";
import type { useGroupChanges } from "@/components/failures/use-group-changes.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

type NoteDialogProps = { groupId: string; note: ReturnType<typeof useGroupChanges>["note"]; onClose: () => void };

/** A note for colleagues; the customer never sees it. */
export function NoteDialog({ groupId, note, onClose }: NoteDialogProps) {
  const [missing, setMissing] = useState(false);

  function onSubmit({ text }: Submitted) {
    setMissing(text("note") === "");
    if (text("note") !== "") note.mutate({ groupId, text: text("note") }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title="Write a note"
      submit="Write the note"
      pending={note.isPending}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field
        label="Note"
        hint="For colleagues. The customer does not see it."
        error={missing ? "Write something." : note.error?.message}
      >
        <Textarea name="note" rows={4} maxLength={2_000} data-autofocus="" />
      </Field>
    </FormDialog>
  );
}
