"use client";

import { useMutation } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";

/** What posts to a webhook are signed with, once somebody asks; that is recorded. */
export function ChannelSecret({ channelId }: { channelId: string }) {
  const reveal = useMutation({
    mutationFn: () =>
      callAsStaff("GET /staff-alert/channel/{channel_id}/secret", { params: { channel_id: channelId } }),
    // It must not stay in a cache after the page is gone.
    gcTime: 0,
  });
  if (reveal.data) return <CopyText value={reveal.data.key} label="Copy the signing secret" />;
  return (
    <div>
      <Button
        size="small"
        variant="quiet"
        className="-ms-2.5"
        pending={reveal.isPending}
        onClick={() => reveal.mutate()}
      >
        Show the signing secret
      </Button>
      <MutationError error={reveal.error} title="The secret was not shown." />
    </div>
  );
}
