"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { ChannelRow } from "@/components/staff-alerts/channel-row.tsx";
import { channelsQuery } from "@/components/staff-alerts/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { StaffChannelOut } from "@/lib/contract/staff-alert.ts";
import { MAX_CHANNELS } from "@/lib/contract/staff-alert-rules.ts";

const ChannelDialog = dynamic(() =>
  import("@/components/staff-alerts/channel-dialog.tsx").then((module) => module.ChannelDialog),
);
const RemoveChannelDialog = dynamic(() =>
  import("@/components/staff-alerts/remove-channel-dialog.tsx").then((module) => module.RemoveChannelDialog),
);

type Open = { what: "add" } | { what: "change" | "remove"; channel: StaffChannelOut };

/** Where alerts go. */
export function ChannelList({ emailAvailable }: { emailAvailable: boolean }) {
  const list = useQuery(channelsQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const mayNotAdd = useForbidden("createStaffChannel");
  const close = () => setOpen(null);
  if (!list.data) {
    return list.error ? (
      <QueryError title="We could not load the channels." query={list} />
    ) : (
      <SkeletonRows rows={2} label="Loading channels" />
    );
  }
  const isFull = list.data.length >= MAX_CHANNELS;
  return (
    <>
      {list.data.length === 0 ? (
        <Empty title="Nobody is told yet.">
          Rules fire on this page only. Add a channel, so that somebody hears of it who does not look here.
        </Empty>
      ) : (
        <ul aria-label="Channels" className="border-line border-b">
          {list.data.map((channel) => (
            <ChannelRow
              key={channel.id}
              channel={channel}
              onChange={() => setOpen({ what: "change", channel })}
              onRemove={() => setOpen({ what: "remove", channel })}
            />
          ))}
        </ul>
      )}
      <Button
        className="mt-4"
        icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
        unavailable={mayNotAdd ?? (isFull ? `There can be at most ${MAX_CHANNELS} channels.` : undefined)}
        onClick={() => setOpen({ what: "add" })}
      >
        Add a channel
      </Button>
      {open?.what === "add" ? <ChannelDialog emailAvailable={emailAvailable} channel={null} onClose={close} /> : null}
      {open?.what === "change" ? (
        <ChannelDialog emailAvailable={emailAvailable} channel={open.channel} onClose={close} />
      ) : null}
      {open?.what === "remove" ? <RemoveChannelDialog channel={open.channel} onClose={close} /> : null}
    </>
  );
}
