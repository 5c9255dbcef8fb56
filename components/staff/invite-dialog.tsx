"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { LinkShown } from "@/components/staff/link-shown.tsx";
import { staffKey } from "@/components/staff/queries.ts";
import { ROLE_OPTIONS } from "@/components/staff/staff-words.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { StaffIn } from "@/lib/contract/staff.ts";

const LABELS = { email: "The e-mail" };

/** Invites somebody and shows their link, once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [missing, setMissing] = useState(false);
  const invite = useMutation({
    mutationFn: (body: StaffIn) => callAsStaff("POST /staff", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: staffKey }),
    // The link must not stay in a cache after the dialog is gone.
    gcTime: 0,
  });
  const { fields, form } = formErrors(invite.error, LABELS, "email");

  function onSubmit({ text, given }: Submitted) {
    const email = text("email");
    setMissing(email === "");
    if (email !== "") invite.mutate({ email, role: String(given.get("role")) as StaffIn["role"] });
  }

  if (invite.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${invite.data.staff.email} is invited`}
        actions={
          <Button variant="primary" onClick={onClose} data-autofocus>
            Done
          </Button>
        }
      >
        <LinkShown link={invite.data.link} email={invite.data.staff.email} />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title="Invite somebody"
      submit="Invite"
      pending={invite.isPending}
      failed="Nobody was invited."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label="E-mail" error={missing ? "Say who is invited." : fields.email}>
        <Input name="email" type="email" data-autofocus maxLength={254} autoComplete="off" />
      </Field>
      <Field label="Role" hint="Each has the rights of those before it. It can be changed later.">
        <Select name="role" options={ROLE_OPTIONS} />
      </Field>
    </FormDialog>
  );
}
