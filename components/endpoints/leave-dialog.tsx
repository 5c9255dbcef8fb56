"use client";

import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

type LeaveDialogProps = { sections: readonly string[]; onStay: () => void; onLeave: () => void };

export function LeaveDialog({ sections, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      open
      onClose={onStay}
      title="Leave without saving?"
      actions={
        <DialogActions cancel="Stay" onCancel={onStay}>
          <Button variant="danger" onClick={onLeave}>
            Leave, and lose the changes
          </Button>
        </DialogActions>
      }
    >
      <p>Your changes to {listed(sections)} are not saved.</p>
    </Dialog>
  );
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
