"use client";

import type { FormEvent } from "react";
import { useId, useState } from "react";
import { useApplicationChange } from "@/components/applications/use-application-change.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

type RateLimitDialogProps = { application: ApplicationOut; onClose: () => void };

/** How fast everything of a customer goes out, all of their endpoints together. */
export function RateLimitDialog({ application, onClose }: RateLimitDialogProps) {
  const formId = useId();
  const [mistake, setMistake] = useState<string | null>(null);
  const save = useApplicationChange(
    (throttleRate: number | null) =>
      callAsStaff("PATCH /app/{app_id}", { params: { app_id: application.id }, body: { throttleRate } }),
    onClose,
  );
  const { fields, form } = formErrors(save.error, { throttleRate: "The limit" });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const limit = String(new FormData(event.currentTarget).get("limit") ?? "").trim();
    const isWrong = limit !== "" && !/^[1-9]\d*$/.test(limit);
    setMistake(isWrong ? "The limit is a whole number from 1 on, or empty." : null);
    if (!isWrong) save.mutate(limit === "" ? null : Number(limit));
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Rate limit of ${application.name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            Save limit
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={onSubmit} className="grid gap-4 text-ink">
        {form ? <ErrorPanel title="The limit was not saved.">{form}</ErrorPanel> : null}
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
      </form>
    </Dialog>
  );
}
