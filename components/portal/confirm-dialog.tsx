"use client";

import type { ReactNode } from "react";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

export type ConfirmDialogProps = {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  /** What leaving it is called, if not "Cancel". */
  keep?: string | undefined;
  /** What doing it is called, and whether something ends with it. */
  confirm: ReactNode;
  variant: "primary" | "danger";
  size?: "medium" | "wide";
  /** The write, and what did not happen when it fails: "It was not deleted." Whoever closes at once shows both elsewhere. */
  write?: { isPending: boolean; error: Error | null };
  failed?: string;
  /** The form within that is sent by it; then that confirms. */
  form?: string;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something is done, and stays until it is. */
export function ConfirmDialog({ keep, confirm, variant, write, failed = "", form, ...props }: ConfirmDialogProps) {
  const { title, children, size, onConfirm, onClose } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size={size}
      actions={
        <DialogActions cancel={keep} onCancel={onClose}>
          <Button
            {...(form ? { type: "submit", form } : { onClick: onConfirm })}
            variant={variant}
            pending={write?.isPending}
          >
            {confirm}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {children}
        <MutationError error={write?.error ?? null} title={failed} />
      </div>
    </Dialog>
  );
}
