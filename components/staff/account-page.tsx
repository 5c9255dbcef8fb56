"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { PasswordDialog } from "@/components/staff/password-dialog.tsx";
import { accountQuery } from "@/components/staff/queries.ts";
import { SecondFactorSection } from "@/components/staff/second-factor-section.tsx";
import { SessionList } from "@/components/staff/session-list.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

/** Oneself: name, password, second factor, sessions. */
export function AccountPage() {
  const query = useQuery(accountQuery);
  const [doing, setDoing] = useState<"name" | "password" | null>(null);
  const account = query.data;
  if (!account && query.error) return <QueryError title="We could not load your account." query={query} />;
  if (!account) return <SkeletonRows />;
  const close = () => setDoing(null);
  return (
    <div className="grid max-w-container-lg grid-cols-1 gap-8">
      <h1 className="text-page">Your account</h1>
      <KeyValueList>
        <KeyValue label="Name" actions={<Change what="name" onClick={() => setDoing("name")} />}>
          {account.name}
        </KeyValue>
        <KeyValue label="E-mail">{account.email}</KeyValue>
        <KeyValue label="Role">{account.role}</KeyValue>
        <KeyValue
          label="Password"
          actions={account.hasPassword ? <Change what="password" onClick={() => setDoing("password")} /> : null}
        >
          {account.hasPassword ? "set" : "none: you sign in at your identity provider"}
        </KeyValue>
        {account.hasSingleSignOn && account.hasPassword ? <KeyValue label="Single sign-on">connected</KeyValue> : null}
      </KeyValueList>
      <SecondFactorSection account={account} />
      <SessionList staffId={null} />
      {doing === "name" ? <NameDialog name={account.name} onClose={close} /> : null}
      {doing === "password" ? <PasswordDialog onClose={close} /> : null}
    </div>
  );
}

function Change({ what, onClick }: { what: string; onClick: () => void }): ReactNode {
  return (
    <Button size="small" aria-label={`Change ${what}`} onClick={onClick}>
      Change…
    </Button>
  );
}

function NameDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [missing, setMissing] = useState(false);
  const save = useMutation({
    mutationFn: (next: string) => callAsStaff("PATCH /account", { body: { name: next } }),
    onSuccess: (account) => {
      client.setQueryData(accountQuery.queryKey, account);
      // The menu at the top says it, too.
      router.refresh();
      onClose();
    },
  });
  const { fields, form } = formErrors(save.error, { name: "The name" });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const next = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    setMissing(next === "");
    if (next !== "") save.mutate(next);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Your name"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="account-name" variant="primary" pending={save.isPending}>
            Change name
          </Button>
        </>
      }
    >
      <Form id="account-name" onSubmit={onSubmit} className="grid gap-4 text-ink">
        {form ? <ErrorPanel title="Your name is as it was.">{form}</ErrorPanel> : null}
        <Field
          label="Name"
          hint="Stands beside what you do in the activity log."
          error={missing ? "Say what you are called." : fields.name}
        >
          <Input name="name" data-autofocus defaultValue={name} maxLength={128} autoComplete="name" />
        </Field>
      </Form>
    </Dialog>
  );
}
