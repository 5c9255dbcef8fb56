"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { anySessionsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
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
    <ConfirmDialog
      title={`End all sessions labelled ${label}?`}
      keep="Keep them"
      confirm="End sessions"
      variant="danger"
      write={end}
      failed="The sessions were not ended."
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>
        Of every customer: open portals are closed at their next request, and links with this label that were not used
        yet stop working. Endpoints and deliveries go on.
      </p>
    </ConfirmDialog>
  );
}
