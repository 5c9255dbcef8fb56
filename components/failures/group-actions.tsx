"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check, NotebookPen, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { PauseDialog } from "@/components/endpoints/pause-dialog.tsx";
import { groupMessage, groupPortalPath } from "@/components/failures/group-message.ts";
import { undeliveredText } from "@/components/failures/group-state.tsx";
import { NoteDialog } from "@/components/failures/note-dialog.tsx";
import { failureKeys } from "@/components/failures/queries.ts";
import { MUTES, useGroupChanges } from "@/components/failures/use-group-changes.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { Menu } from "@/components/ui/menu.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import type { FailureGroupDetailOut } from "@/lib/contract/failure-group.ts";

type GroupActionsProps = {
  group: FailureGroupDetailOut;
  /** Of the failure that is shown: its cause in words for the customer. */
  why: { says: string; suggests: string } | null;
};

const icon = { "aria-hidden": true, size: 14, strokeWidth: 1.5 } as const;

/** What can be done about a group, by button and by key. */
export function GroupActions({ group, why }: GroupActionsProps) {
  const forbidden = useForbidden("acknowledgeFailureGroup");
  const client = useQueryClient();
  const changes = useGroupChanges();
  const [dialog, setDialog] = useState<"pause" | "note" | null>(null);
  const { id, state, endpointState } = group;
  const isHeld = state === "acknowledged" || state === "muted";
  const isPending = changes.acknowledge.isPending || changes.reopen.isPending;

  function toggle() {
    if (forbidden || state === "resolved" || isPending) return;
    if (isHeld) changes.reopen.mutate(id);
    else changes.acknowledge.mutate(id);
  }
  function closePause() {
    setDialog(null);
    void client.invalidateQueries({ queryKey: failureKeys.all });
  }
  const key = (does: string, run: () => unknown) => ({ run, does, group: "page" as const, isAction: true });
  useShortcuts({
    e: key("Acknowledge, or take it back", toggle),
    n: key("Write a note", () => (forbidden ? false : setDialog("note"))),
  });

  return (
    <div className="flex flex-wrap items-center gap-2">
      {group.undelivered > 0 ? (
        <ButtonLink variant="primary" prefetch={false} href={replayPath(group)} icon={<RotateCcw {...icon} />}>
          Replay undelivered ({undeliveredText(group, formatCount)})…
        </ButtonLink>
      ) : null}
      {state === "resolved" ? null : (
        <Button unavailable={forbidden} pending={isPending} icon={<Check {...icon} />} onClick={toggle}>
          {isHeld ? "Open again" : "Acknowledge"}
        </Button>
      )}
      {state === "resolved" || state === "muted" || forbidden ? null : (
        <Menu
          label="Mute"
          align="start"
          button={{ text: "Mute" }}
          items={MUTES.map(({ label, ms }) => ({
            label,
            onSelect: () => changes.mute.mutate({ groupId: id, ms }),
          }))}
        />
      )}
      {endpointState === "on" ? (
        <Button unavailable={forbidden} onClick={() => setDialog("pause")}>
          Pause endpoint
        </Button>
      ) : null}
      <CopyButton
        value={() => groupMessage(group, why, `${window.location.origin}${groupPortalPath(group)}`)}
        label="Copy message to customer"
        button={{ text: "Copy message to customer" }}
      />
      <Button unavailable={forbidden} icon={<NotebookPen {...icon} />} onClick={() => setDialog("note")}>
        Note
      </Button>
      {dialog === "pause" ? (
        <PauseDialog endpointId={group.endpointId} name={group.endpointName} onClose={closePause} />
      ) : null}
      {dialog === "note" ? <NoteDialog groupId={id} note={changes.note} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}

/** The page that counts first and asks then, with the scope of the group. */
function replayPath({ applicationId, endpointId, cause }: FailureGroupDetailOut): string {
  const query = new URLSearchParams({ status: "retrying,failed,canceled", endpoint: endpointId, cause, range: "30d" });
  return `/console/applications/${applicationId}/replays/new?${query}`;
}
