"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { ChannelSecret } from "@/components/staff-alerts/channel-secret.tsx";
import { sentQuery, staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { SentResult } from "@/components/staff-alerts/sent-result.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import type { StaffAlertSentOut, StaffChannelOut } from "@/lib/contract/staff-alert.ts";

export const KIND_NAMES: Record<StaffChannelOut["kind"], string> = {
  email: "E-mail",
  slack: "Slack",
  discord: "Discord",
  webhook: "Webhook",
};

type ChannelRowProps = { channel: StaffChannelOut; onChange: () => void; onRemove: () => void };

/** One channel: where it leads, what it takes, and what became of the last thing that went there. */
export function ChannelRow({ channel, onChange, onRemove }: ChannelRowProps) {
  const { id, name, kind, email, urlOrigin, leastLevel, enabled, timeZone, last } = channel;
  const client = useQueryClient();
  const params = { channel_id: id };
  const [mayNotTest, mayNotChange] = [useForbidden("testStaffChannel"), useForbidden("patchStaffChannel")];
  const refresh = () => client.invalidateQueries({ queryKey: staffAlertKeys.all });
  const test = useMutation({
    mutationFn: () => callAsStaff("POST /staff-alert/channel/{channel_id}/test", { params }),
    onSuccess: (sent) => {
      setTested(sent);
      return refresh();
    },
  });
  // An alert may go there right after the test: whoever asked for a test wants to see what became of that.
  const [tested, setTested] = useState<StaffAlertSentOut | null>(null);
  const list = useInfiniteQuery({ ...sentQuery, enabled: tested !== null });
  const latest = list.data?.pages.flatMap((page) => page.data).find((sent) => sent.id === tested?.id);
  const shown = latest ?? tested ?? last;
  const turn = useMutation({
    mutationFn: (next: boolean) =>
      callAsStaff("PATCH /staff-alert/channel/{channel_id}", { params, body: { enabled: next } }),
    onSuccess: refresh,
  });
  return (
    <li className="grid gap-1.5 border-line border-t py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="break-words text-body font-firm">{name}</p>
          <p className="text-dense text-ink-2">
            {KIND_NAMES[kind]} · <span className="break-all text-mono">{email ?? urlOrigin}</span>
          </p>
          <p className="text-meta text-ink-3">
            {leastLevel === "critical" ? "Critical only" : "Warnings and critical"}, times in {timeZone}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {mayNotChange ? (
            <span className="text-dense text-ink-2">{enabled ? "On" : "Off"}</span>
          ) : (
            <Switch
              label={enabled ? "On" : "Off"}
              checked={enabled}
              pending={turn.isPending}
              onChange={(next) => turn.mutate(next)}
            />
          )}
          <Button
            size="small"
            pending={test.isPending}
            unavailable={mayNotTest}
            aria-label={`Send a test to ${name}`}
            onClick={() => test.mutate()}
          >
            Send a test
          </Button>
          <Button size="small" unavailable={mayNotChange} aria-label={`Change ${name}`} onClick={onChange}>
            Change…
          </Button>
          <Button size="small" unavailable={mayNotChange} aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove…
          </Button>
        </div>
      </div>
      {kind === "webhook" && !mayNotChange ? <ChannelSecret channelId={id} /> : null}
      {shown ? <SentResult sent={shown} /> : <p className="text-dense text-ink-3">Nothing went there yet.</p>}
      <MutationError error={test.error ?? turn.error} title="That did not work." />
    </li>
  );
}
