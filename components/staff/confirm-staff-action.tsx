"use client";

import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { useStaffAction } from "@/components/staff/use-staff-action.ts";

type ConfirmStaffActionProps = {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  keep: string;
  confirm: string;
  danger?: boolean;
  run: () => Promise<unknown>;
  onClose: () => void;
  /** After it is done, in place of closing. */
  onDone?: () => void;
};

/** Asks before something is done to a person. */
export function ConfirmStaffAction({ danger, run, onDone, ...props }: ConfirmStaffActionProps) {
  const action = useStaffAction<void, unknown>(run, onDone ?? props.onClose);
  return (
    <ConfirmDialog
      {...props}
      variant={danger ? "danger" : "primary"}
      write={action}
      failed="Nothing was changed."
      onConfirm={() => action.mutate()}
    />
  );
}
