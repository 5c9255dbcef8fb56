"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiKeysQuery } from "@/components/api-keys/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
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
    <ConfirmDialog
      title={`Revoke ${apiKey.name}?`}
      keep="Keep it"
      confirm="Revoke key"
      variant="danger"
      write={revoke}
      failed="The key was not revoked."
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
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
    </ConfirmDialog>
  );
}
