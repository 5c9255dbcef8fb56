"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { EventTypeFields, readEventType } from "@/components/sources/event-type-fields.tsx";
import { HmacFields, readHmac } from "@/components/sources/hmac-fields.tsx";
import { KIND_OPTIONS } from "@/components/sources/kinds.ts";
import { paramsOf, sourceKeys } from "@/components/sources/queries.ts";
import { SecretField } from "@/components/sources/secret-field.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { SourceKind, SourceOut } from "@/lib/contract/source.ts";

const LABELS = {
  name: "The name",
  kind: "The provider",
  secret: "The secret",
  hmac: "The header",
  eventType: "The event type",
};

type SourceDialogProps = { applicationId: string; source?: SourceOut; onClose: () => void };

/** Makes a source, or changes the given one. */
export function SourceDialog({ applicationId, source, onClose }: SourceDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [kind, setKind] = useState<SourceKind>(source?.kind ?? "github");
  const [unnamed, setUnnamed] = useState(false);
  const save = useMutation({
    mutationFn: (text: (field: string) => string) => {
      const hmac = kind === "hmac" ? { hmac: readHmac(text) } : {};
      const body = { name: text("name"), eventType: readEventType(text), ...hmac };
      return source
        ? callAsStaff("PATCH /app/{app_id}/source/{source_id}", {
            params: paramsOf({ applicationId, sourceId: source.id }),
            body,
          })
        : callAsStaff("POST /app/{app_id}/source", {
            params: { app_id: applicationId },
            body: { ...body, kind, secret: text("secret") || null },
          });
    },
    onSuccess: (saved) => {
      client.setQueryData(sourceKeys.one({ applicationId, sourceId: saved.id }), saved);
      void client.invalidateQueries({ queryKey: sourceKeys.list(applicationId) });
      onClose();
      if (!source) router.push(`/console/applications/${applicationId}/sources/${saved.id}`);
    },
    // What was typed holds the secret.
    gcTime: 0,
  });
  const { fields, form } = formErrors(save.error, LABELS);

  function onSubmit({ text }: Submitted) {
    setUnnamed(text("name") === "");
    if (text("name") !== "") save.mutate(text);
  }

  return (
    <FormDialog
      title={source ? `Change ${source.name}` : "Add a source"}
      submit={source ? "Save changes" : "Add source"}
      pending={save.isPending}
      failed="It was not saved."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label="Name" error={unnamed ? "Say whose webhooks these are." : fields.name}>
        <Input name="name" data-autofocus defaultValue={source?.name} maxLength={128} autoComplete="off" />
      </Field>
      {source ? null : (
        <Field label="Provider" hint="It says how requests are verified, and cannot be changed." error={fields.kind}>
          <Select
            name="kind"
            options={KIND_OPTIONS}
            value={kind}
            onChange={(event) => setKind(event.target.value as SourceKind)}
            className="max-w-64"
          />
        </Field>
      )}
      {kind === "hmac" ? <HmacFields hmac={source?.hmac ?? null} error={fields.hmac} /> : null}
      {source || kind === "none" ? null : <SecretField key={kind} kind={kind} optional error={fields.secret} />}
      <EventTypeFields rule={source?.eventType ?? null} error={fields.eventType} />
    </FormDialog>
  );
}
