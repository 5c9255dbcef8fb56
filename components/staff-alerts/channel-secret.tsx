"use client";

import { callAsStaff } from "@/components/console/call.ts";
import { RevealSecret } from "@/components/portal/reveal-secret.tsx";

const WORDS = {
  show: "Show the signing secret",
  copy: "Copy the signing secret",
  failed: "The secret was not shown.",
};

/** What posts to a webhook are signed with. */
export function ChannelSecret({ channelId }: { channelId: string }) {
  return (
    <RevealSecret
      read={() => callAsStaff("GET /staff-alert/channel/{channel_id}/secret", { params: { channel_id: channelId } })}
      words={WORDS}
    />
  );
}
