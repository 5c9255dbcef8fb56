"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { paramsOf, sourceKeys } from "@/components/sources/queries.ts";
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
    <ConfirmDialog
      title={`Delete ${source.name}?`}
      keep="Keep it"
      confirm="Delete source"
      variant="danger"
      write={remove}
      failed="It was not deleted."
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        Its address answers 404 from then on, and providers give up. What it has taken is still forwarded; its dead
        letters cannot be replayed any more. This cannot be undone.
      </p>
    </ConfirmDialog>
  );
}
