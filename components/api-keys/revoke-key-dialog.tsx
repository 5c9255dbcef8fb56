"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiKeysQuery } from "@/components/api-keys/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ApiKeyOut } from "@/lib/contract/api-key.ts";

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKeyOut; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => callAsStaff("DELETE /api-key/{key_id}", { params: { key_id: apiKey.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Revoke ${apiKey.name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke key
          </Button>
        </DialogActions>
      }
    >
      <p>
        Every request with the key that ends in <span className="text-mono text-ink">{apiKey.last4}</span> is refused
        from then on. It cannot be undone.{" "}
        {apiKey.lastUsedAt ? (
          <>
            It was last used <Time at={apiKey.lastUsedAt} plain />.
          </>
        ) : (
          "It has never been used."
        )}
      </p>
      {revoke.error ? (
        <ErrorPanel title="The key was not revoked." className="mt-3">
          {revoke.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
