"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { callAsStaff } from "@/components/console/call.ts";
import { paramsOf, sourceKeys } from "@/components/sources/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import type { SourceOut } from "@/lib/contract/source.ts";

type DeleteSourceDialogProps = { applicationId: string; source: SourceOut; onClose: () => void };

export function DeleteSourceDialog({ applicationId, source, onClose }: DeleteSourceDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      callAsStaff("DELETE /app/{app_id}/source/{source_id}", {
        params: paramsOf({ applicationId, sourceId: source.id }),
      }),
    onSuccess: () => {
      router.replace(`/console/applications/${applicationId}/sources`);
      void client.invalidateQueries({ queryKey: sourceKeys.list(applicationId) });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${source.name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            Delete source
          </Button>
        </DialogActions>
      }
    >
      <p>
        Its address answers 404 from then on, and providers give up. What it has taken is still forwarded; its dead
        letters cannot be replayed any more. This cannot be undone.
      </p>
      {remove.error ? (
        <ErrorPanel title="It was not deleted." className="mt-3">
          {remove.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
