"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { failureKeys } from "@/components/failures/queries.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { showToast } from "@/components/ui/toast.tsx";

const HOUR = 60 * 60_000;
export const MUTES = [
  { label: "For an hour", ms: HOUR },
  { label: "For a day", ms: 24 * HOUR },
  { label: "For a week", ms: 7 * 24 * HOUR },
  { label: "For 30 days", ms: 30 * 24 * HOUR },
];

/** What people do with a group, each written down with who and when. */
export function useGroupChanges() {
  const client = useQueryClient();
  const done = (text: string) => {
    announce(text);
    return client.invalidateQueries({ queryKey: failureKeys.all });
  };
  const onError = (error: Error) => showToast({ text: error.message });
  const of = (groupId: string) => ({ params: { group_id: groupId } });

  const acknowledge = useMutation({
    mutationFn: (groupId: string) => callAsStaff("POST /failure-group/{group_id}/acknowledge", of(groupId)),
    onSuccess: () => done("Acknowledged"),
    onError,
  });
  const reopen = useMutation({
    mutationFn: (groupId: string) => callAsStaff("POST /failure-group/{group_id}/reopen", of(groupId)),
    onSuccess: () => done("Open again"),
    onError,
  });
  const mute = useMutation({
    mutationFn: ({ groupId, ms }: { groupId: string; ms: number }) =>
      callAsStaff("POST /failure-group/{group_id}/mute", {
        ...of(groupId),
        body: { until: new Date(Date.now() + ms).toISOString() },
      }),
    onSuccess: () => done("Muted"),
    onError,
  });
  const note = useMutation({
    mutationFn: ({ groupId, text }: { groupId: string; text: string }) =>
      callAsStaff("POST /failure-group/{group_id}/note", { ...of(groupId), body: { note: text } }),
    onSuccess: () => done("Note written"),
  });
  return { acknowledge, reopen, mute, note };
}
