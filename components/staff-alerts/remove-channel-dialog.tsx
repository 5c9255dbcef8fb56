"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import type { StaffChannelOut } from "@/lib/contract/staff-alert.ts";

export function RemoveChannelDialog({ channel, onClose }: { channel: StaffChannelOut; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => callAsStaff("DELETE /staff-alert/channel/{channel_id}", { params: { channel_id: channel.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: staffAlertKeys.all });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${channel.name}?`}
      keep="Keep it"
      confirm="Remove channel"
      variant="danger"
      write={remove}
      failed="The channel was not removed."
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>Nothing goes there from now on, and what waits is dropped. To be silent for a while, turn it off instead.</p>
    </ConfirmDialog>
  );
}
