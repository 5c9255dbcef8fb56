"use client";

import type { Abilities } from "@/components/deliveries/scope.ts";
import type { BatchProgress } from "@/components/deliveries/use-replay.ts";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { Progress } from "@/components/ui/progress-line.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type SelectionBarProps = {
  chosen: DeliveryOut[];
  abilities: Abilities;
  progress: BatchProgress | null;
  onReplay: () => void;
  onClear: () => void;
};

/** What can be done with the chosen rows, and how far it is. Stays in sight above the list. */
export function SelectionBar({ chosen, abilities, progress, onReplay, onClear }: SelectionBarProps) {
  if (chosen.length === 0 && !progress) return null;
  return (
    <section
      aria-label="Selection"
      className="sticky top-[calc(var(--header)+32px)] z-10 mt-2 flex flex-wrap items-center gap-2 rounded-card bg-accent-soft px-3 py-1.5 text-dense"
    >
      {progress ? (
        <Outcome progress={progress} onClear={onClear} />
      ) : (
        <>
          <span className="me-1 font-firm" data-num>
            {chosen.length} selected
          </span>
          {abilities.replay || abilities.reason ? (
            <Button
              size="small"
              variant="primary"
              onClick={onReplay}
              unavailable={abilities.replay ? undefined : abilities.reason}
            >
              {`Replay ${chosen.length}`}
            </Button>
          ) : null}
          <CopyButton
            value={() => chosen.map(({ id }) => id).join("\n")}
            label="Copy ids"
            button={{ size: "small", text: "Copy ids" }}
          />
          <Button size="small" variant="quiet" onClick={onClear}>
            Clear selection
          </Button>
        </>
      )}
    </section>
  );
}

function Outcome({ progress, onClear }: { progress: BatchProgress; onClear: () => void }) {
  const { done, total, refused, isRunning } = progress;
  const queued = done - refused.length;
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return (
    <div className="grid min-w-0 grow gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <span data-num role="status">
          {isRunning
            ? `Replaying ${done} of ${total}…`
            : `${formatQuantity(queued, "delivery is", "deliveries are")} being sent again.`}
          {refused.length > 0 ? ` ${formatQuantity(refused.length, "was", "were")} not replayed.` : ""}
        </span>
        {isRunning ? null : (
          <Button size="small" variant="quiet" onClick={onClear}>
            Done
          </Button>
        )}
      </div>
      {isRunning ? <Progress label={`Replay of ${total}`} done={done} total={total} failed={refused.length} /> : null}
      {reasons.map((reason) => (
        <p key={reason} className="text-fail-ink">
          {reason}
        </p>
      ))}
    </div>
  );
}
