"use client";

import { changedFields } from "@/components/catalogue/draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";

type ConflictPanelProps = {
  /** What this form was made from, and what is stored now. */
  mine: EventTypeOut;
  theirs: EventTypeOut;
  pending: boolean;
  onOverwrite: () => void;
  onTakeTheirs: () => void;
};

/** Somebody else has saved meanwhile: what they changed, and whose words count. */
export function ConflictPanel({ mine, theirs, pending, onOverwrite, onTakeTheirs }: ConflictPanelProps) {
  const fields = changedFields(mine, theirs);
  const list = new Intl.ListFormat("en").format(fields);
  return (
    <ErrorPanel title="Not saved: somebody else has changed it since you opened it.">
      <p>
        {fields.length > 0 ? `They changed ${list}.` : "What they changed has been changed back."} Yours is still here.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" pending={pending} onClick={onOverwrite}>
          Save mine over it
        </Button>
        <Button size="small" variant="quiet" onClick={onTakeTheirs}>
          Take theirs, and drop mine
        </Button>
      </div>
    </ErrorPanel>
  );
}
