"use client";

import type { Draft, FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { HeaderRows } from "@/components/endpoints/header-rows.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

type MoreFieldsProps = { draft: Draft; onChange: (part: Partial<Draft>) => void; errors: FieldErrors };

/** What most endpoints do without. */
export function MoreFields({ draft, onChange, errors }: MoreFieldsProps) {
  return (
    <>
      <fieldset>
        <legend className="mb-1 text-dense font-firm">
          Custom headers <span className="font-plain text-ink-3">(optional)</span>
        </legend>
        <p className="mb-2 max-w-measure text-meta text-ink-3">
          Sent with every message, to let us in at your server. Values are kept encrypted and are not shown again.
        </p>
        <HeaderRows rows={draft.headers} onChange={(headers) => onChange({ headers })} error={errors.headers} />
      </fieldset>
      <RateField
        value={draft.throttleRate}
        onChange={(throttleRate) => onChange({ throttleRate })}
        error={errors.throttleRate}
      />
      <ChannelsField value={draft.channels} onChange={(channels) => onChange({ channels })} error={errors.channels} />
      <Field label="Description" optional error={errors.description}>
        <Textarea
          rows={2}
          maxLength={4096}
          value={draft.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Field>
    </>
  );
}

type TextFieldProps = { value: string; onChange: (value: string) => void; error?: string | undefined };

export function RateField({ value, onChange, error }: TextFieldProps) {
  return (
    <Field
      label="Rate limit"
      optional
      error={error}
      hint="Messages a second, at most. What is above it waits its turn; nothing is lost."
    >
      <Input
        inputMode="numeric"
        autoComplete="off"
        placeholder="No limit"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="max-w-32"
      />
    </Field>
  );
}

export function ChannelsField({ value, onChange, error }: TextFieldProps) {
  return (
    <Field
      label="Channels"
      optional
      error={error}
      hint="Only messages that carry one of these are sent. Leave it empty unless you were given channel names."
    >
      <Input
        machine
        autoComplete="off"
        placeholder="project-12, eu"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
