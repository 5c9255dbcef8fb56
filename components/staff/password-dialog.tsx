"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { PASSWORD_HINT } from "@/components/staff/password-hint.ts";
import { staffKey } from "@/components/staff/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

const LABELS = { oldPassword: "This", newPassword: "The password" };

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const client = useQueryClient();
  const [missing, setMissing] = useState<"oldPassword" | "newPassword" | null>(null);
  const change = useMutation({
    mutationFn: (body: { oldPassword: string; newPassword: string }) => callAsStaff("PUT /account/password", { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: staffKey });
      onClose();
    },
    gcTime: 0,
  });
  const { fields, form } = formErrors(change.error, LABELS);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const oldPassword = String(given.get("oldPassword") ?? "");
    const newPassword = String(given.get("newPassword") ?? "");
    const empty = oldPassword === "" ? "oldPassword" : newPassword === "" ? "newPassword" : null;
    setMissing(empty);
    if (!empty) change.mutate({ oldPassword, newPassword });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Change your password"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <p>You stay signed in here and are signed out everywhere else.</p>
      <form id={formId} noValidate onSubmit={onSubmit} className="mt-3 grid gap-4 text-ink">
        {form ? <ErrorPanel title="Your password is as it was.">{form}</ErrorPanel> : null}
        <Field
          label="Old password"
          error={missing === "oldPassword" ? "Type the password that you have now." : fields.oldPassword}
        >
          <Input name="oldPassword" type="password" data-autofocus autoComplete="current-password" maxLength={1024} />
        </Field>
        <Field
          label="New password"
          hint={PASSWORD_HINT}
          error={missing === "newPassword" ? "Choose a new password." : fields.newPassword}
        >
          <Input name="newPassword" type="password" autoComplete="new-password" maxLength={256} />
        </Field>
      </form>
    </Dialog>
  );
}
