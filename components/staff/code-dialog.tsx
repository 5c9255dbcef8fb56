"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { accountQuery } from "@/components/staff/queries.ts";
import { RecoveryCodes } from "@/components/staff/recovery-codes.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

const WORDS = {
  remove: {
    title: "Remove your second factor?",
    text: "From then on your password alone lets you in. Your recovery codes end, too.",
    submit: "Remove",
    failed: "Your second factor is still on.",
  },
  renew: {
    title: "New recovery codes?",
    text: "The ones that you have end.",
    submit: "Get new codes",
    failed: "Your codes are as they were.",
  },
} as const;

/** What takes a code of the app, so that a browser that was left open is not enough for it. */
export function CodeDialog({ purpose, onClose }: { purpose: "remove" | "renew"; onClose: () => void }) {
  const client = useQueryClient();
  const [missing, setMissing] = useState(false);
  const words = WORDS[purpose];
  const run = useMutation({
    mutationFn: async (code: string): Promise<readonly string[]> => {
      if (purpose === "renew")
        return (await callAsStaff("POST /account/recovery-codes", { body: { code } })).recoveryCodes;
      await callAsStaff("POST /account/second-factor/remove", { body: { code } });
      return [];
    },
    onSuccess: (codes) => {
      void client.invalidateQueries({ queryKey: accountQuery.queryKey });
      if (codes.length === 0) onClose();
    },
    gcTime: 0,
  });
  const { fields, form } = formErrors(run.error, { code: "This code" });

  function onSubmit({ text }: Submitted) {
    const code = text("code");
    setMissing(code === "");
    if (code !== "") run.mutate(code);
  }

  if (run.data && run.data.length > 0) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Your new recovery codes"
        actions={
          <Button variant="primary" onClick={onClose} data-autofocus>
            I have kept them
          </Button>
        }
      >
        <RecoveryCodes codes={run.data} />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={words.title}
      submit={words.submit}
      variant={purpose === "remove" ? "danger" : "primary"}
      pending={run.isPending}
      failed={words.failed}
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p className="text-ink-2">{words.text}</p>
      <Field
        label="Code"
        hint="Of your authenticator app, or a recovery code."
        error={missing ? "Type a code." : fields.code}
      >
        <Input name="code" machine data-autofocus autoComplete="one-time-code" maxLength={64} className="max-w-60" />
      </Field>
    </FormDialog>
  );
}
