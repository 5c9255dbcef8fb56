"use client";

import { useActionState } from "react";
import { PASSWORD_HINT } from "@/components/staff/password-hint.ts";
import { type LinkRefusal, REFUSED_TITLE, RefusedLink } from "@/components/staff/refused-link.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import type { StaffRole } from "@/lib/contract/operation.ts";

export type LinkState = {
  name: string;
  email: string;
  errors: { name?: string; email?: string; password?: string; token?: string };
  refused: LinkRefusal | null;
};

type KnownLink = {
  refused: null;
  kind: "first" | "invitation" | "reset";
  email: string | null;
  name: string;
  role: StaffRole;
  /** How the identity provider is called; null where there is none. */
  ssoName: string | null;
};
export type ReadLink = KnownLink | { refused: LinkRefusal };

const NOTHING_YET: LinkState = { name: "", email: "", errors: {}, refused: null };
const SUBMIT = { first: "Create account", invitation: "Join", reset: "Change password" } as const;

export type LinkFormProps = {
  action: (before: LinkState, form: FormData) => Promise<LinkState>;
  link: KnownLink;
  token: string;
};

export function LinkForm({ action, link, token }: LinkFormProps) {
  const [state, submit, pending] = useActionState(action, NOTHING_YET);
  const { kind, email, role } = link;
  if (state.refused)
    return (
      <Banner state="failed" urgent>
        {REFUSED_TITLE[state.refused]} <RefusedLink refused={state.refused} />
      </Banner>
    );
  return (
    <Form action={submit} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      {email === null ? null : (
        <KeyValueList>
          <KeyValue label="E-mail">{email}</KeyValue>
          {kind === "invitation" ? <KeyValue label="Role">{role}</KeyValue> : null}
        </KeyValueList>
      )}
      {kind === "reset" ? null : (
        <Field label="Your name" error={state.errors.name}>
          <Input name="name" required autoFocus autoComplete="name" defaultValue={state.name} maxLength={128} />
        </Field>
      )}
      {email === null ? (
        <Field label="E-mail" error={state.errors.email}>
          <Input
            name="email"
            type="email"
            required
            autoComplete="username"
            defaultValue={state.email}
            maxLength={254}
          />
        </Field>
      ) : (
        // Password managers keep the password together with it.
        <input type="text" autoComplete="username" value={email} readOnly hidden />
      )}
      <Field
        label={kind === "reset" ? "New password" : "Password"}
        hint={PASSWORD_HINT}
        error={state.errors.password ?? (email === null ? undefined : state.errors.email)}
      >
        <Input
          name="password"
          type="password"
          required
          autoFocus={kind === "reset"}
          autoComplete="new-password"
          maxLength={256}
        />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        {SUBMIT[kind]}
      </Button>
    </Form>
  );
}
