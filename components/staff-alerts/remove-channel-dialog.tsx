"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
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
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${channel.name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            Remove channel
          </Button>
        </DialogActions>
      }
    >
      <p>Nothing goes there from now on, and what waits is dropped. To be silent for a while, turn it off instead.</p>
      <MutationError error={remove.error} title="The channel was not removed." />
    </Dialog>
  );
}
