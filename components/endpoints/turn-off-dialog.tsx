"use client";

import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";

type TurnOffDialogProps = { endpointId: string; name: string; pending: number; onClose: () => void };

export function TurnOffDialog({ endpointId, name, pending, onClose }: TurnOffDialogProps) {
  const change = useEndpointChange(endpointId);

  function turnOff() {
    change.mutate(
      { disabled: true },
      {
        onSuccess: () => {
          announce(`${name} is off.`);
          onClose();
        },
      },
    );
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Turn off ${name}?`}
      actions={
        <DialogActions cancel="Keep it on" onCancel={onClose}>
          <Button variant="primary" pending={change.isPending} onClick={turnOff}>
            Turn off
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>
          Nothing is sent until you turn it on again. What would have been sent is recorded, and you can replay it.
          {pending > 0
            ? ` ${formatQuantity(pending, "delivery that is being retried stops", "deliveries that are being retried stop")}; replay them later.`
            : ""}
        </p>
        <p>To have them sent later by themselves, pause it instead.</p>
        <MutationError error={change.error} title={`${name} is still on.`} />
      </div>
    </Dialog>
  );
}
