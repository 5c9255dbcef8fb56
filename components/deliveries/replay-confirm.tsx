"use client";

import type { Replay } from "@/components/deliveries/use-replay.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { Time } from "@/components/ui/time.tsx";

/** Asked once in a session, before the first replay of something that was delivered. */
export function ReplayConfirm({ replay }: { replay: Replay }) {
  const delivery = replay.asking;
  return (
    <Dialog
      open={delivery !== null}
      onClose={replay.dismiss}
      title="Send it again?"
      actions={
        <DialogActions onCancel={replay.dismiss}>
          <Button variant="primary" onClick={replay.confirm}>
            Send again
          </Button>
        </DialogActions>
      }
    >
      <p>
        It was delivered
        {delivery?.finishedAt ? (
          <>
            {" "}
            <Time at={delivery.finishedAt} show="moment" precision="minute" />
          </>
        ) : null}
        . Sending it again may repeat what your server does with it. The message keeps its id, so a receiver that
        remembers <span className="text-mono">webhook-id</span> can ignore it.
      </p>
      <p className="pt-2">A replay is one extra try: if it fails, the delivery stays as it is.</p>
    </Dialog>
  );
}
