"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button.tsx";

type SsoButtonProps = { action: (form: FormData) => Promise<void>; name: string; next: string };

/** The way by the identity provider. */
export function SsoButton({ action, name, next }: SsoButtonProps) {
  const [, submit, pending] = useActionState((_before: null, form: FormData) => action(form).then(() => null), null);
  return (
    <form action={submit}>
      <input type="hidden" name="next" value={next} />
      <Button type="submit" pending={pending} className="w-full">
        Continue with {name}
      </Button>
    </form>
  );
}
