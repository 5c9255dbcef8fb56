"use client";

import { useState } from "react";
import { useApplicationChange } from "@/components/applications/use-application-change.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

type RateLimitDialogProps = { application: ApplicationOut; onClose: () => void };

/** How fast everything of a customer goes out, all of their endpoints together. */
export function RateLimitDialog({ application, onClose }: RateLimitDialogProps) {
  const [mistake, setMistake] = useState<string | null>(null);
  const save = useApplicationChange(
    (throttleRate: number | null) =>
      callAsStaff("PATCH /app/{app_id}", { params: { app_id: application.id }, body: { throttleRate } }),
    onClose,
  );
  const { fields, form } = formErrors(save.error, { throttleRate: "The limit" });

  function onSubmit({ text }: Submitted) {
    const limit = text("limit");
    const isWrong = limit !== "" && !/^[1-9]\d*$/.test(limit);
    setMistake(isWrong ? "The limit is a whole number from 1 on, or empty." : null);
    if (!isWrong) save.mutate(limit === "" ? null : Number(limit));
  }

  return (
    <FormDialog
      title={`Rate limit of ${application.name}`}
      submit="Save limit"
      pending={save.isPending}
      failed="The limit was not saved."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p className="text-ink-2">
        It counts the requests to all of its endpoints together. What is above it waits for its turn; messages are
        always taken.
      </p>
      <Field
        label="Requests a second, at most"
        optional
        hint="Empty is without limit."
        error={mistake ?? fields.throttleRate ?? null}
      >
        <Input
          name="limit"
          data-autofocus
          inputMode="numeric"
          defaultValue={application.throttleRate ?? ""}
          className="max-w-32"
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
