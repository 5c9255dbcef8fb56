"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { parseMetadata } from "@/components/applications/metadata.ts";
import { applicationQuery, applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

const LABELS = { name: "The name", uid: "Your id", throttleRate: "The limit", metadata: "The metadata" };
type Mistakes = Partial<Record<keyof typeof LABELS, string>>;

/** Creates an application, or changes the given one. */
export function ApplicationDialog({ application, onClose }: { application?: ApplicationOut; onClose: () => void }) {
  const formId = useId();
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

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (field: string) => String(given.get(field) ?? "").trim();
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
    <Dialog
      open
      onClose={onClose}
      title={application ? `Change ${application.name}` : "Create an application"}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            {application ? "Save changes" : "Create application"}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={onSubmit} className="grid gap-4 text-ink">
        {form ? <ErrorPanel title="It was not saved.">{form}</ErrorPanel> : null}
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
            <Field
              label="Requests a second, at most"
              optional
              hint="Empty is without limit."
              error={errors.throttleRate}
            >
              <Input name="throttleRate" inputMode="numeric" className="max-w-32" autoComplete="off" />
            </Field>
            <Field label="Metadata" optional hint="One key=value on each line." error={errors.metadata}>
              <Textarea name="metadata" machine rows={3} />
            </Field>
          </>
        )}
      </form>
    </Dialog>
  );
}
