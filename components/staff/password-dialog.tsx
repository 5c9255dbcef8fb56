"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { PASSWORD_HINT } from "@/components/staff/password-hint.ts";
import { staffKey } from "@/components/staff/queries.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

const LABELS = { oldPassword: "This", newPassword: "The password" };

export function PasswordDialog({ onClose }: { onClose: () => void }) {
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

  function onSubmit({ given }: Submitted) {
    const oldPassword = String(given.get("oldPassword") ?? "");
    const newPassword = String(given.get("newPassword") ?? "");
    const empty = oldPassword === "" ? "oldPassword" : newPassword === "" ? "newPassword" : null;
    setMissing(empty);
    if (!empty) change.mutate({ oldPassword, newPassword });
  }

  return (
    <FormDialog
      title="Change your password"
      submit="Change password"
      pending={change.isPending}
      failed="Your password is as it was."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p className="text-ink-2">You stay signed in here and are signed out everywhere else.</p>
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
    </FormDialog>
  );
}
