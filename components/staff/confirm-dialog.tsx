"use client";

import type { ReactNode } from "react";
import { useStaffAction } from "@/components/staff/use-staff-action.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";

type ConfirmDialogProps = {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  cancel: string;
  confirm: string;
  danger?: boolean;
  run: () => Promise<unknown>;
  onClose: () => void;
  /** After it is done, in place of closing. */
  onDone?: () => void;
};

/** Asks before something is done to a person. */
export function ConfirmDialog({ title, children, cancel, confirm, danger, run, onClose, onDone }: ConfirmDialogProps) {
  const action = useStaffAction<void, unknown>(run, onDone ?? onClose);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <DialogActions cancel={cancel} onCancel={onClose}>
          <Button variant={danger ? "danger" : "primary"} pending={action.isPending} onClick={() => action.mutate()}>
            {confirm}
          </Button>
        </DialogActions>
      }
    >
      {children}
      {action.error ? (
        <ErrorPanel title="Nothing was changed." className="mt-3">
          {action.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
