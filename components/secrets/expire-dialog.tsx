"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";

export function ExpireDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const expire = useMutation({
    mutationFn: () =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/expire-old", {
        params: { app_id: applicationId, endpoint_id: endpointId },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: endpointKeys.secrets(applicationId, endpointId) });
      announce("Only the new secret signs now.");
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="End the old secret now?"
      actions={
        <DialogActions cancel="Keep it until it ends" onCancel={onClose}>
          <Button variant="danger" pending={expire.isPending} onClick={() => expire.mutate()}>
            End it now
          </Button>
        </DialogActions>
      }
    >
      <p>Messages are then signed with the new secret only. A server that still checks the old one will refuse them.</p>
      <MutationError error={expire.error} title="The old secret still signs." />
    </Dialog>
  );
}
