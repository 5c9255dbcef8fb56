"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyShown } from "@/components/api-keys/key-shown.tsx";
import { apiKeysQuery } from "@/components/api-keys/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { FormDialog } from "@/components/portal/form-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { ApiKeyOut } from "@/lib/contract/api-key.ts";

const OVERLAPS = [
  { value: "86400", label: "24 hours" },
  { value: "3600", label: "1 hour" },
  { value: "604800", label: "7 days" },
  { value: "0", label: "Not at all" },
];

/** Puts another key in the place of one, while both work. */
export function RollKeyDialog({ apiKey, onClose }: { apiKey: ApiKeyOut; onClose: () => void }) {
  const client = useQueryClient();
  const roll = useMutation({
    mutationFn: (overlapSeconds: number) =>
      callAsStaff("POST /api-key/{key_id}/roll", { params: { key_id: apiKey.id }, body: { overlapSeconds } }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    // The value must not stay in a cache after the dialog is gone.
    gcTime: 0,
  });

  if (roll.data) return <KeyShown apiKey={roll.data} onClose={onClose} />;
  return (
    <FormDialog
      title={`Roll ${apiKey.name}?`}
      keep="Keep it as it is"
      submit="Roll key"
      pending={roll.isPending}
      failed="The key was not rolled."
      refused={roll.error?.message}
      onSubmit={({ text }) => roll.mutate(Number(text("overlap")))}
      onClose={onClose}
    >
      <p className="text-ink-2">
        A new key takes its place and may do the same. Both work during the overlap; then the old one ends.
      </p>
      <Field label="The old one works for" hint="As long as it takes to change it wherever it is used.">
        <Select name="overlap" options={OVERLAPS} className="max-w-48" />
      </Field>
    </FormDialog>
  );
}
