"use client";

import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type ReplayConfirmProps = {
  /** What waits for the answer; nothing is asked while there is none. */
  asking: DeliveryOut[] | null;
  onConfirm: () => void;
  onDismiss: () => void;
};

/** Asked once in a session, before the first replay of something that was delivered. */
export function ReplayConfirm({ asking, onConfirm, onDismiss }: ReplayConfirmProps) {
  const delivered = asking?.filter(({ state }) => state === "delivered") ?? [];
  const [first] = delivered;
  const isOne = asking?.length === 1;
  return (
    <Dialog
      open={asking !== null}
      onClose={onDismiss}
      title={isOne ? "Send it again?" : "Send them again?"}
      actions={
        <DialogActions onCancel={onDismiss}>
          <Button variant="primary" onClick={onConfirm}>
            {isOne ? "Send again" : `Replay ${asking?.length ?? 0}`}
          </Button>
        </DialogActions>
      }
    >
      <p>
        {isOne ? (
          <>
            It was delivered
            {first?.finishedAt ? (
              <>
                {" "}
                <Time at={first.finishedAt} show="moment" precision="minute" />
              </>
            ) : null}
            . Sending it again may repeat what your server does with it.
          </>
        ) : (
          `${formatQuantity(delivered.length, "of them was", "of them were")} delivered. Sending those again may repeat what your server does with them.`
        )}{" "}
        A message keeps its id, so a receiver that remembers <span className="text-mono">webhook-id</span> can ignore
        it.
      </p>
      <p className="pt-2">
        A replay is one extra try. A success ends the retries that are still to come; a failure leaves them as they are.
      </p>
    </Dialog>
  );
}
