"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { KeyShown } from "@/components/api-keys/key-shown.tsx";
import { apiKeysQuery } from "@/components/api-keys/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
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
  const formId = useId();
  const client = useQueryClient();
  const roll = useMutation({
    mutationFn: (overlapSeconds: number) =>
      callAsStaff("POST /api-key/{key_id}/roll", { params: { key_id: apiKey.id }, body: { overlapSeconds } }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    // The value must not stay in a cache after the dialog is gone.
    gcTime: 0,
  });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    roll.mutate(Number(new FormData(event.currentTarget).get("overlap")));
  }

  if (roll.data) return <KeyShown apiKey={roll.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Roll ${apiKey.name}?`}
      actions={
        <>
          <Button onClick={onClose} data-autofocus>
            Keep it as it is
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={roll.isPending}>
            Roll key
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="grid gap-4">
        <p>A new key takes its place and may do the same. Both work during the overlap; then the old one ends.</p>
        <Field label="The old one works for" hint="As long as it takes to change it wherever it is used.">
          <Select name="overlap" options={OVERLAPS} className="max-w-48" />
        </Field>
      </form>
      {roll.error ? (
        <ErrorPanel title="The key was not rolled." className="mt-3">
          {roll.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
