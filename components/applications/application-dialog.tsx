"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { parseMetadata } from "@/components/applications/metadata.ts";
import { applicationQuery, applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

const LABELS = { name: "The name", uid: "Your id", throttleRate: "The limit", metadata: "The metadata" };
type Mistakes = Partial<Record<keyof typeof LABELS, string>>;

/** Creates an application, or changes the given one. */
export function ApplicationDialog({ application, onClose }: { application?: ApplicationOut; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const save = useMutation({
    mutationFn: (body: {
      name: string;
      uid: string | null;
      throttleRate: number | null;
      metadata: Record<string, string>;
    }) =>
      application
        ? callAsStaff("PATCH /app/{app_id}", {
            params: { app_id: application.id },
            body: { name: body.name, uid: body.uid },
          })
        : callAsStaff("POST /app", { body }),
    onSuccess: (saved) => {
      client.setQueryData(applicationQuery(saved.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: applicationsKey });
      onClose();
      if (!application) router.push(`/console/applications/${saved.id}`);
    },
  });
  const { fields, form } = formErrors(save.error, LABELS, "uid");
  const errors: Mistakes = { ...fields, ...mistakes };

  function onSubmit({ text }: Submitted) {
    const metadata = parseMetadata(text("metadata"));
    const limit = text("throttleRate");
    const wrong: Mistakes = {
      ...(text("name") === "" ? { name: "Say what the customer is called." } : {}),
      ...(metadata === null ? { metadata: "Each line is a key, an equals sign and a value." } : {}),
      ...(limit !== "" && !/^\d+$/.test(limit) ? { throttleRate: "The limit is a whole number, or empty." } : {}),
    };
    setMistakes(wrong);
    if (metadata === null || Object.keys(wrong).length > 0) return;
    save.mutate({ name: text("name"), uid: text("uid") || null, throttleRate: limit ? Number(limit) : null, metadata });
  }

  return (
    <FormDialog
      title={application ? `Change ${application.name}` : "Create an application"}
      submit={application ? "Save changes" : "Create application"}
      pending={save.isPending}
      failed="It was not saved."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label="Name" hint="The customer sees it in the portal." error={errors.name}>
        <Input name="name" data-autofocus defaultValue={application?.name} maxLength={256} autoComplete="off" />
      </Field>
      <Field
        label="Your id"
        optional
        hint="Usable in API paths in place of ours: letters, digits, - _ ."
        error={errors.uid}
      >
        <Input name="uid" machine defaultValue={application?.uid ?? ""} maxLength={256} autoComplete="off" />
      </Field>
      {/* Once it is there, each of these has a place of its own. */}
      {application ? null : (
        <>
          <Field label="Requests a second, at most" optional hint="Empty is without limit." error={errors.throttleRate}>
            <Input name="throttleRate" inputMode="numeric" className="max-w-32" autoComplete="off" />
          </Field>
          <Field label="Metadata" optional hint="One key=value on each line." error={errors.metadata}>
            <Textarea name="metadata" machine rows={3} />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
