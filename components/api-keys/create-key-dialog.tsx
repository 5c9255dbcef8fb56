"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { KeyLimitFields } from "@/components/api-keys/key-limit-fields.tsx";
import { limitsOf } from "@/components/api-keys/key-limits.ts";
import { KeyShown } from "@/components/api-keys/key-shown.tsx";
import { apiKeysQuery } from "@/components/api-keys/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { fleetSummaryQuery } from "@/components/console/queries.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { ApiKeyCreatedOut, ApiKeyIn } from "@/lib/contract/api-key.ts";

const DAY_MS = 86_400_000;
const LIFETIMES = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

const LABELS = {
  name: "The name",
  expiresAt: "The end",
  scopes: "What it may do",
  networks: "The list of networks",
  applicationId: "The application:",
};

type CreateKeyDialogProps = {
  onClose: () => void;
  onCreated?: (created: ApiKeyCreatedOut) => void;
  /** What the field of the name begins with. */
  suggestedName?: string;
};

/** Makes an API key and shows its value, once. */
export function CreateKeyDialog({ onClose, onCreated, suggestedName }: CreateKeyDialogProps) {
  const client = useQueryClient();
  const [mistakes, setMistakes] = useState<{ name?: string; scopes?: string }>({});
  const create = useMutation({
    mutationFn: (body: ApiKeyIn) => callAsStaff("POST /api-key", { body }),
    onSuccess: (created) => {
      void client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      void client.invalidateQueries({ queryKey: fleetSummaryQuery.queryKey });
      onCreated?.(created);
    },
    // The value must not stay in a cache after the dialog is gone.
    gcTime: 0,
  });
  const { fields, form } = formErrors(create.error, LABELS);

  function onSubmit({ text, given }: Submitted) {
    const name = text("name");
    const days = Number(given.get("days"));
    const limits = limitsOf(given);
    const wrong = {
      ...(name === "" ? { name: "Say where the key is used." } : {}),
      ...(limits.scopes?.length === 0 ? { scopes: "Choose at least one scope." } : {}),
    };
    setMistakes(wrong);
    if (Object.keys(wrong).length > 0) return;
    create.mutate({ name, ...limits, expiresAt: days ? new Date(Date.now() + days * DAY_MS).toISOString() : null });
  }

  if (create.data) return <KeyShown apiKey={create.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Create an API key"
      submit="Create key"
      pending={create.isPending}
      failed="The key was not created."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field
        label="Name"
        hint="Where it is used, such as “billing backend, production”."
        error={mistakes.name ?? fields.name}
      >
        <Input name="name" defaultValue={suggestedName} data-autofocus maxLength={128} autoComplete="off" />
      </Field>
      <Field label="Ends" error={fields.expiresAt}>
        <Select name="days" options={LIFETIMES} className="max-w-48" />
      </Field>
      <KeyLimitFields errors={{ ...fields, ...mistakes }} />
    </FormDialog>
  );
}
