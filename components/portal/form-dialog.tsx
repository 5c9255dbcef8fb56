"use client";

import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";

export type Submitted = {
  /** What a field holds, without spaces around; empty if it is not there. */
  text: (field: string) => string;
  given: FormData;
  form: HTMLFormElement;
};

type FormDialogProps = {
  title: string;
  children: ReactNode;
  /** What leaving it is called, if not "Cancel". */
  keep?: string;
  /** What sending it is called. */
  submit: string;
  variant?: "primary" | "danger";
  pending: boolean;
  /** Why it cannot be sent. */
  unavailable?: string | undefined;
  /** What did not happen, and the reason if it belongs to no field. */
  failed?: string;
  refused?: string | null;
  onSubmit: (submitted: Submitted) => void;
  onClose: () => void;
};

/** A form that is sent as a whole; it checks itself, not the browser. The focus begins at the first `data-autofocus` in it. */
export function FormDialog({ title, children, keep, submit, variant = "primary", ...props }: FormDialogProps) {
  const { pending, unavailable, failed = "", refused, onSubmit, onClose } = props;
  const id = useId();

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    onSubmit({ text: (field) => String(given.get(field) ?? "").trim(), given, form });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <DialogActions cancel={keep} onCancel={onClose}>
          <Button type="submit" form={id} variant={variant} pending={pending} unavailable={unavailable}>
            {submit}
          </Button>
        </DialogActions>
      }
    >
      <Form id={id} onSubmit={send} className="grid grid-cols-[minmax(0,1fr)] gap-4 text-ink">
        {refused ? <ErrorPanel title={failed}>{refused}</ErrorPanel> : null}
        {children}
      </Form>
    </Dialog>
  );
}
