"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { paramsOf, sourceKeys } from "@/components/sources/queries.ts";
import { SecretField } from "@/components/sources/secret-field.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { SourceOut } from "@/lib/contract/source.ts";

const OVERLAPS = [
  { value: "86400", label: "After 24 hours" },
  { value: "3600", label: "After 1 hour" },
  { value: "604800", label: "After 7 days" },
  { value: "0", label: "Now" },
];

type RotateSecretDialogProps = { applicationId: string; source: SourceOut; onClose: () => void };

/** Enters the first secret of a source, or the next one. */
export function RotateSecretDialog({ applicationId, source, onClose }: RotateSecretDialogProps) {
  const client = useQueryClient();
  const place = { applicationId, sourceId: source.id };
  const isFirst = source.secrets.length === 0;
  const rotate = useMutation({
    mutationFn: (body: { secret: string; gracePeriodSeconds: number }) =>
      callAsStaff("POST /app/{app_id}/source/{source_id}/secret/rotate", { params: paramsOf(place), body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sourceKeys.one(place) });
      announce("The new secret is accepted.");
      onClose();
    },
    gcTime: 0,
  });
  const { fields, form } = formErrors(rotate.error, { secret: "The secret" });

  function onSubmit({ text, given }: Submitted) {
    rotate.mutate({
      secret: text("secret"),
      gracePeriodSeconds: Number(given.get("overlap") ?? 0),
    });
  }

  return (
    <FormDialog
      title={isFirst ? "Enter the secret" : "Change the secret"}
      submit={isFirst ? "Save secret" : "Change secret"}
      pending={rotate.isPending}
      failed="The secret was not changed."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <SecretField kind={source.kind} error={fields.secret} autofocus />
      {isFirst ? null : (
        <Field label="The old secret ends" hint="Until then requests signed with either are accepted.">
          <Select name="overlap" options={OVERLAPS} className="max-w-48" />
        </Field>
      )}
    </FormDialog>
  );
}
