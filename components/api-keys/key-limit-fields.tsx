"use client";

import { useState } from "react";
import type { Purpose } from "@/components/api-keys/key-limits.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { SCOPE_NAMES } from "@/lib/contract/scopes.ts";

const PURPOSES: { value: Purpose; label: string }[] = [
  { value: "everything", label: "Everything" },
  { value: "send", label: "Send messages" },
  { value: "chosen", label: "What I choose" },
];

type Errors = Partial<Record<"scopes" | "networks" | "applicationId", string>>;

/** What a new key may do, for whom and from where; `limitsOf` reads it. */
export function KeyLimitFields({ errors }: { errors: Errors }) {
  const [purpose, setPurpose] = useState<Purpose>("everything");
  return (
    <>
      <Field
        label="May do"
        error={errors.scopes}
        hint="It cannot be changed later: make another key and revoke this one."
      >
        <Select
          name="purpose"
          options={PURPOSES}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value as Purpose)}
          className="max-w-48"
        />
      </Field>
      {purpose === "chosen" ? (
        <fieldset className="grid gap-x-4 sm:grid-cols-2">
          <legend className="mb-1 text-dense font-firm">Scopes</legend>
          {SCOPE_NAMES.map((scope) => (
            <Checkbox key={scope} name="scope" value={scope} label={<span className="text-mono">{scope}</span>} />
          ))}
        </fieldset>
      ) : null}
      <Field
        label="Application"
        optional
        hint="Id or your own id; the key then finds no other."
        error={errors.applicationId}
      >
        <Input name="applicationId" machine maxLength={256} autoComplete="off" />
      </Field>
      <Field
        label="Networks"
        optional
        hint="Where it may be used from, such as 10.1.0.0/16; several with commas."
        error={errors.networks}
      >
        <Input name="networks" machine autoComplete="off" />
      </Field>
    </>
  );
}
