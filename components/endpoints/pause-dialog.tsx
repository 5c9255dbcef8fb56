"use client";

import { usePause } from "@/components/endpoints/use-endpoint-pause.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

type PauseDialogProps = { endpointId: string; name: string; onClose: () => void };

/** Pausing keeps what turning off would let pass: the difference is said before the choice. */
export function PauseDialog({ endpointId, name, onClose }: PauseDialogProps) {
  const pause = usePause(endpointId, name);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Pause ${name}?`}
      actions={
        <DialogActions cancel="Keep sending" onCancel={onClose}>
          <Button
            variant="primary"
            pending={pause.isPending}
            onClick={() => pause.mutate(undefined, { onSuccess: onClose })}
          >
            Pause {name}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>
          Deliveries are kept and wait. When you resume, they are sent, or dropped, as you choose then. What is being
          sent right now finishes; tests and replays still go through.
        </p>
        <MutationError error={pause.error} title={`${name} was not paused.`} />
      </div>
    </Dialog>
  );
}
