"use client";

import type { FormEvent } from "react";
import { useState } from "react";
import type { useGroupChanges } from "@/components/failures/use-group-changes.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

type NoteDialogProps = { groupId: string; note: ReturnType<typeof useGroupChanges>["note"]; onClose: () => void };

const FORM = "failure-note";

/** A note for colleagues; the customer never sees it. */
export function NoteDialog({ groupId, note, onClose }: NoteDialogProps) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const missing = text.trim() === "" ? "Write something." : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!missing) note.mutate({ groupId, text: text.trim() }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Write a note"
      actions={
        <DialogActions onCancel={onClose}>
          <Button type="submit" form={FORM} variant="primary" pending={note.isPending}>
            Write the note
          </Button>
        </DialogActions>
      }
    >
      <form id={FORM} onSubmit={submit}>
        <Field
          label="Note"
          hint="For colleagues. The customer does not see it."
          error={tried ? (missing ?? note.error?.message) : undefined}
        >
          <Textarea
            rows={4}
            maxLength={2_000}
            value={text}
            data-autofocus=""
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
