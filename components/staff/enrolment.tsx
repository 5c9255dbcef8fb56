"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { accountQuery } from "@/components/staff/queries.ts";
import { RecoveryCodes } from "@/components/staff/recovery-codes.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { QrCode } from "@/components/ui/qr-code.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

const LABELS = { code: "The code" };

/** Secret, code, recovery codes: the three steps to a second factor. */
export function Enrolment({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const [missing, setMissing] = useState(false);
  const begun = useQuery({
    queryKey: ["console", "second-factor"],
    queryFn: ({ signal }) => callAsStaff("POST /account/second-factor", {}, signal),
    // A secret that nobody looks at any more must not stay, and must not change while somebody does.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const confirm = useMutation({
    mutationFn: (code: string) => callAsStaff("POST /account/second-factor/confirm", { body: { code } }),
    gcTime: 0,
  });
  const { fields, form } = formErrors(confirm.error, LABELS);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
    setMissing(code === "");
    if (code !== "") confirm.mutate(code);
  }

  function finish() {
    void client.invalidateQueries({ queryKey: accountQuery.queryKey });
    onDone();
  }

  if (confirm.data) {
    return (
      <div className="grid gap-4">
        <RecoveryCodes codes={confirm.data.recoveryCodes} />
        <Button variant="primary" onClick={finish} className="justify-self-start" data-autofocus>
          I have kept them
        </Button>
      </div>
    );
  }
  if (begun.error) return <QueryError title="We could not make a secret." query={begun} />;
  if (!begun.data) return <SkeletonRows label="Making a secret" />;
  return (
    <Form onSubmit={onSubmit} className="grid gap-4 text-ink">
      {form ? <ErrorPanel title="Your second factor is not on.">{form}</ErrorPanel> : null}
      <p className="text-body text-ink-2">Scan this with an authenticator app, or type the key into it.</p>
      <QrCode text={begun.data.uri} label="QR code for your authenticator app" />
      <div className="text-dense">
        <p className="text-ink-3">Key</p>
        <CopyText value={begun.data.secret} label="Copy key" />
      </div>
      <Field label="Code that the app shows" error={missing ? "Type the six digits that the app shows." : fields.code}>
        <Input
          name="code"
          machine
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          className="max-w-40"
        />
      </Field>
      <Button type="submit" variant="primary" pending={confirm.isPending} className="justify-self-start">
        Turn on
      </Button>
    </Form>
  );
}
