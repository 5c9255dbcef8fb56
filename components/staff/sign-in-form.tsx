"use client";

import { useActionState } from "react";
import { useTypedAgain } from "@/components/staff/use-typed-again.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

export type SignInState = { email: string; refused: "wrong" | "rate_limited" | null };

// The same sentence for an unknown e-mail, a wrong password and a disabled account.
const REFUSED = {
  wrong: "This e-mail and password do not belong together.",
  rate_limited: "Too many wrong passwords. Signing in to this account rests for 15 minutes.",
} as const;

type SignInFormProps = {
  action: (before: SignInState, form: FormData) => Promise<SignInState>;
  /** The page to come back to. */
  next: string;
};

export function SignInForm({ action, next }: SignInFormProps) {
  const [state, submit, pending] = useActionState(action, { email: "", refused: null });
  const passwordRef = useTypedAgain(state);

  return (
    <form action={submit} className="grid w-full max-w-80 gap-4">
      {state.refused ? (
        <Banner state="failed" urgent>
          {REFUSED[state.refused]}
        </Banner>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail">
        <Input
          name="email"
          type="email"
          required
          autoFocus
          autoComplete="username"
          defaultValue={state.email}
          maxLength={254}
        />
      </Field>
      <Field label="Password">
        <Input ref={passwordRef} name="password" type="password" required autoComplete="current-password" />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1 w-full">
        Sign in
      </Button>
    </form>
  );
}
