"use client";

import { useState } from "react";
import { KINDS, newSecret } from "@/components/sources/kinds.ts";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { SourceKind } from "@/lib/contract/source.ts";

type SecretFieldProps = { kind: SourceKind; optional?: boolean; error?: string; autofocus?: boolean };

/** The provider's secret: typed or, where the two sides choose it, made up here to be copied there. It is not shown again. */
export function SecretField({ kind, optional, error, autofocus }: SecretFieldProps) {
  const [value, setValue] = useState("");
  const { secret, isOurChoice } = KINDS[kind];
  return (
    <Field label="Secret" optional={optional} hint={`${secret} It is not shown again.`} error={error}>
      <span className="flex flex-wrap items-center gap-2">
        <Input
          name="secret"
          machine
          data-autofocus={autofocus || undefined}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          maxLength={256}
          autoComplete="off"
          className="min-w-40 flex-1"
        />
        {isOurChoice ? <Button onClick={() => setValue(newSecret(kind))}>Generate</Button> : null}
        {value ? <CopyButton value={value} label="Copy secret" /> : null}
      </span>
    </Field>
  );
}
