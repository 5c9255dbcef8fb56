"use client";

import { useActionState } from "react";
import { useTypedAgain } from "@/components/staff/use-typed-again.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

export type CodeState = { refused: "wrong" | "rate_limited" | null };

const REFUSED = {
  wrong: "This code is not right at the moment, or has been used. Wait for the next one.",
  rate_limited: "Too many wrong codes. Try again in 15 minutes.",
} as const;

type CodeFormProps = { action: (before: CodeState, form: FormData) => Promise<CodeState>; next: string };

export function CodeForm({ action, next }: CodeFormProps) {
  const [state, submit, pending] = useActionState(action, { refused: null });
  const ref = useTypedAgain(state);

  return (
    <form action={submit} className="grid w-full max-w-80 gap-4">
      {state.refused ? (
        <Banner state="failed" urgent>
          {REFUSED[state.refused]}
        </Banner>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field label="Code" hint="Six digits. Without your phone, one of your recovery codes does it.">
        <Input ref={ref} name="code" machine required autoFocus autoComplete="one-time-code" maxLength={64} />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="mt-1 w-full">
        Continue
      </Button>
      <p className="text-dense text-ink-2">
        Lost both? An admin can remove your second factor. <TextLink href="/console/sign-in">Start again</TextLink>
      </p>
    </form>
  );
}
