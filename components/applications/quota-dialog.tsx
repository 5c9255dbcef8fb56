"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { quotaQuery } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Input } from "@/components/ui/input.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";
import type { QuotaOut, QuotaPatch } from "@/lib/contract/quota.ts";
import { MAX_QUOTA } from "@/lib/contract/quota-limits.ts";

type QuotaDialogProps = { application: ApplicationOut; onClose: () => void };
type Name = keyof QuotaPatch;

const LABELS: Record<Name, string> = {
  endpoints: "Endpoints, at most",
  messagesPerSecond: "Messages a second, at most",
  payloadBytes: "Bytes of a payload, at most",
};
const NAMES = Object.keys(LABELS) as Name[];
const SENTENCES: Record<Name, string> = {
  endpoints: "The number of endpoints",
  messagesPerSecond: "The number of messages",
  payloadBytes: "The size",
};

/** What a field says when it is empty. */
function usual(name: Name, { default: most }: QuotaOut[Name]): string {
  if (most === null) return "without limit";
  if (name === "endpoints") return formatQuantity(most, "endpoint", "endpoints");
  return name === "payloadBytes"
    ? formatQuantity(most, "byte", "bytes")
    : `${formatQuantity(most, "message", "messages")} a second`;
}

function hintOf(name: Name, quota: QuotaOut): string {
  const has = name === "endpoints" ? `It has ${formatQuantity(quota.endpointCount, "endpoint", "endpoints")}. ` : "";
  return `${has}Empty is as for everybody: ${usual(name, quota[name])}.`;
}

/** How much of the installation a customer may use. */
export function QuotaDialog({ application, onClose }: QuotaDialogProps) {
  const client = useQueryClient();
  const noEngineer = useForbidden("engineer");
  const query = quotaQuery(application.id);
  const quota = useQuery(query);
  const [mistakes, setMistakes] = useState<Partial<Record<Name, string>>>({});
  const save = useMutation({
    mutationFn: (patch: QuotaPatch) =>
      callAsStaff("PATCH /app/{app_id}/quota", { params: { app_id: application.id }, body: patch }),
    onSuccess: (saved) => {
      client.setQueryData(query.queryKey, saved);
      onClose();
    },
  });
  const { fields, form } = formErrors(save.error, SENTENCES);

  function onSubmit({ text: textOf }: Submitted) {
    const given = NAMES.map((name) => [name, textOf(name)] as const);
    const wrong = given.filter(
      ([name, text]) => text !== "" && !(/^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_QUOTA[name]),
    );
    const sentence = (name: Name) => `A whole number from 1 to ${formatCount(MAX_QUOTA[name])}, or empty.`;
    setMistakes(Object.fromEntries(wrong.map(([name]) => [name, sentence(name)])));
    const patch = Object.fromEntries(given.map(([name, text]) => [name, text === "" ? null : Number(text)]));
    if (wrong.length === 0) save.mutate(patch);
  }

  return (
    <FormDialog
      title={`Quotas of ${application.name}`}
      submit="Save quotas"
      pending={save.isPending}
      unavailable={noEngineer ?? (quota.data ? undefined : "They are being loaded.")}
      failed="The quotas were not saved."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <QueryWait query={quota} failed="The quotas could not be loaded." loading="Loading the quotas" rows={3} />
      {quota.data ? (
        <>
          <p className="text-ink-2">
            What is above them is refused, with the quota named. Endpoints that are there already stay.
          </p>
          {NAMES.map((name, n) => (
            <Field
              key={name}
              label={LABELS[name]}
              optional
              hint={hintOf(name, quota.data)}
              error={mistakes[name] ?? fields[name] ?? null}
            >
              <Input
                name={name}
                data-autofocus={n === 0 ? true : undefined}
                inputMode="numeric"
                defaultValue={quota.data[name].own ?? ""}
                className="max-w-40"
                autoComplete="off"
              />
            </Field>
          ))}
        </>
      ) : null}
    </FormDialog>
  );
}
