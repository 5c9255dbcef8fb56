"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { anySessionsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { showToast } from "@/components/ui/toast.tsx";

/** Ends everything of a label, whoever's portal it opens. */
export function ExpireLabelDialog({ label, onClose }: { label: string; onClose: () => void }) {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => callAsStaff("POST /auth/session/expire-label", { body: { label } }),
    onSuccess: ({ sessions, links }) => {
      void client.invalidateQueries({ queryKey: anySessionsKey });
      onClose();
      const ended = `${formatQuantity(sessions, "session", "sessions")} and ${formatQuantity(links, "unused link", "unused links")}`;
      showToast({ text: `${ended} labelled ${label} have ended.` });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`End all sessions labelled ${label}?`}
      actions={
        <DialogActions cancel="Keep them" onCancel={onClose}>
          <Button variant="danger" pending={end.isPending} onClick={() => end.mutate()}>
            End sessions
          </Button>
        </DialogActions>
      }
    >
      <p>
        Of every customer: open portals are closed at their next request, and links with this label that were not used
        yet stop working. Endpoints and deliveries go on.
      </p>
      {end.error ? (
        <ErrorPanel title="The sessions were not ended." className="mt-3">
          {end.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
