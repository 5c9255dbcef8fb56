"use client";

import { useActionState, useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

export type SetUpState = {
  name: string;
  email: string;
  errors: { name?: string; email?: string; password?: string };
  linkEnded: boolean;
};

const NOTHING_YET: SetUpState = { name: "", email: "", errors: {}, linkEnded: false };
const AGAIN = "While nobody can sign in, each start of the service prints a new link in its terminal.";

type SetUpFormProps = { action: (before: SetUpState, form: FormData) => Promise<SetUpState> };

/** The token stays in the fragment, which no server and no log sees, until it is spent. */
export function SetUpForm({ action }: SetUpFormProps) {
  const [token, setToken] = useState<string | null>();
  const [state, submit, pending] = useActionState(action, NOTHING_YET);

  useEffect(() => setToken(new URLSearchParams(window.location.hash.slice(1)).get("k")), []);

  if (token === null) {
    return (
      <p className="text-body text-ink-2">
        This address is incomplete: the part after the # is missing. Copy the whole link. {AGAIN}
      </p>
    );
  }
  return (
    <form action={submit} className="grid gap-4">
      {state.linkEnded ? (
        <Banner state="failed" urgent>
          This link has been used or is older than a day. {AGAIN}
        </Banner>
      ) : null}
      <input type="hidden" name="token" value={token ?? ""} />
      <Field label="Your name" error={state.errors.name}>
        <Input name="name" required autoFocus autoComplete="name" defaultValue={state.name} maxLength={128} />
      </Field>
      <Field label="E-mail" error={state.errors.email}>
        <Input name="email" type="email" required autoComplete="username" defaultValue={state.email} maxLength={254} />
      </Field>
      <Field
        label="Password"
        hint="At least 8 characters. A few words that only you put together are best."
        error={state.errors.password}
      >
        <Input name="password" type="password" required autoComplete="new-password" minLength={8} maxLength={256} />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1">
        Create account
      </Button>
    </form>
  );
}
