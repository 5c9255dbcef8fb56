"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { accountQuery } from "@/components/staff/queries.ts";
import { RecoveryCodes } from "@/components/staff/recovery-codes.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
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
  const formId = useId();
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

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
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
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant={purpose === "remove" ? "danger" : "primary"}
            pending={run.isPending}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <form id={formId} noValidate onSubmit={onSubmit} className="mt-3 grid gap-4 text-ink">
        {form ? <ErrorPanel title={words.failed}>{form}</ErrorPanel> : null}
        <Field
          label="Code"
          hint="Of your authenticator app, or a recovery code."
          error={missing ? "Type a code." : fields.code}
        >
          <Input name="code" machine data-autofocus autoComplete="one-time-code" maxLength={64} className="max-w-60" />
        </Field>
      </form>
    </Dialog>
  );
}
