"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { waitingCounted } from "@/components/endpoints/hold-words.ts";
import { healthQuery } from "@/components/endpoints/queries.ts";
import type { Waiting } from "@/components/endpoints/use-endpoint-pause.ts";
import { useResume } from "@/components/endpoints/use-endpoint-pause.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

type ResumeDialogProps = { endpointId: string; name: string; onClose: () => void };

/** How many wait is counted when it opens: what becomes of them is the question. */
export function ResumeDialog({ endpointId, name, onClose }: ResumeDialogProps) {
  const access = useAccess();
  const health = useQuery({ ...healthQuery(access, endpointId), refetchOnMount: "always" });
  const resume = useResume(endpointId);
  const [chosen, setChosen] = useState<Waiting>("send");
  const hold = health.data?.hold;
  const count = hold?.kind === "paused" ? hold.waiting : 0;
  const counted = waitingCounted(count);
  const waiting: Waiting = count === 0 ? "send" : chosen;

  function submit() {
    resume.mutate(waiting, {
      onSuccess: () => {
        announce(`${name} is no longer paused.`);
        onClose();
      },
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Resume ${name}?`}
      actions={
        <DialogActions cancel="Leave it paused" onCancel={onClose}>
          <Button variant={waiting === "drop" ? "danger" : "primary"} pending={resume.isPending} onClick={submit}>
            {count === 0 ? "Resume" : `Resume and ${waiting} ${count === 1 ? "it" : "them"}`}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        {count === 0 ? (
          <p>No delivery waits. From then on, messages are sent as they come.</p>
        ) : (
          <RadioGroup
            legend={`${counted} ${count === 1 ? "waits" : "wait"}`}
            name="waiting"
            value={chosen}
            onChange={(value) => setChosen(value === "drop" ? "drop" : "send")}
            options={[
              {
                value: "send",
                label: count === 1 ? "Send it now" : "Send them now",
                description: "The oldest first, as fast as your limits allow.",
              },
              {
                value: "drop",
                label: count === 1 ? "Drop it" : "Drop them",
                description:
                  "They end as canceled. Each stays listed and can be replayed. Retries that are due later stay.",
              },
            ]}
          />
        )}
        <MutationError error={resume.error} title={`${name} is still paused.`} />
      </div>
    </Dialog>
  );
}
