"use client";

import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { newFleetReplayPath } from "@/components/replays/fleet/paths.ts";
import { useFleetActions } from "@/components/replays/fleet/use-fleet-actions.ts";
import { isOver } from "@/components/replays/queries.ts";
import { knowsFailures, sentOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

/** What can be done with it now. */
export function FleetControls({ task }: { task: FleetReplayOut }) {
  return isOver(task) ? <AgainLink task={task} /> : <Hold task={task} />;
}

function AgainLink({ task }: { task: FleetReplayOut }) {
  const format = useFormat();
  const isKnown = useTimeText((nowMs) => (knowsFailures(task, nowMs) ? "known" : "")) !== "";
  if (!isKnown) return null;
  return (
    <ButtonLink href={newFleetReplayPath(`?again=${task.id}`)} variant="primary">
      Replay the {format.count(task.progress.failed)} that failed again
    </ButtonLink>
  );
}

function Hold({ task }: { task: FleetReplayOut }) {
  const act = useFleetActions(task.id);
  const forbidden = useForbidden("support");
  const [asking, setAsking] = useState(false);
  const state = stateOf(task);
  const pending = act.isPending ? act.variables.verb : null;
  const isPaused = state === "paused";
  const nothingSent = sentOf(task) === 0;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap justify-end gap-2">
        {state === "starting" || task.asks !== null ? null : (
          <Button
            variant={isPaused ? "primary" : "secondary"}
            pending={pending === "pause" || pending === "resume"}
            unavailable={forbidden}
            onClick={() => act.mutate({ verb: isPaused ? "resume" : "pause" })}
          >
            {isPaused ? "Resume" : "Pause"}
          </Button>
        )}
        <Button
          pending={pending === "cancel"}
          unavailable={forbidden}
          onClick={() => (nothingSent ? act.mutate({ verb: "cancel" }) : setAsking(true))}
        >
          {nothingSent ? "Cancel" : "Cancel the rest…"}
        </Button>
      </div>
      <MutationError error={act.error} title="The replay was not changed." />
      {asking ? (
        <CancelDialog
          task={task}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            act.mutate({ verb: "cancel" });
          }}
        />
      ) : null}
    </div>
  );
}

type CancelDialogProps = { task: FleetReplayOut; onClose: () => void; onConfirm: () => void };

function CancelDialog({ task, onClose, onConfirm }: CancelDialogProps) {
  const format = useFormat();
  const sent = sentOf(task);
  return (
    <ConfirmDialog
      title="Cancel the rest?"
      keep="Keep it going"
      confirm="Cancel the rest"
      variant="danger"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p data-num>
        {format.count(sent)} were sent and stay sent. The {format.count(Math.max(0, totalOf(task) - sent))} that are
        left stay as they were, and can be replayed later.
      </p>
    </ConfirmDialog>
  );
}
