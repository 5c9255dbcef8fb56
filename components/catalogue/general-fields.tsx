"use client";

import type { Draft, DraftErrors } from "@/components/catalogue/draft.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

type FieldsProps = { draft: Draft; errors: DraftErrors; onChange: (part: Partial<Draft>) => void };

const CHECKING = [
  {
    value: "off",
    label: "Not checked",
    description: "Messages are sent as they come. Drift is reported all the same.",
  },
  { value: "report", label: "Report", description: "All are sent; those that do not fit are counted and listed." },
  {
    value: "reject",
    label: "Reject",
    description: "Those that do not fit are refused, and your backend is told where.",
  },
];

/** Whether messages are checked when they come. */
export function CheckingFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <div className="grid gap-1.5">
      <RadioGroup
        legend="Messages that do not fit the newest schema"
        name="validation"
        value={draft.validation}
        options={CHECKING}
        onChange={(value) => onChange({ validation: value as Draft["validation"] })}
      />
      {errors.validation ? (
        <p role="alert" className="text-dense text-fail-ink">
          {errors.validation}
        </p>
      ) : null}
    </div>
  );
}

/** Who sees it, and for how long. */
export function VisibilityFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <>
      <Field
        label="Group"
        optional
        error={errors.groupName}
        hint="Its heading in the catalogue; else the first part of the name."
      >
        <Input
          maxLength={256}
          value={draft.groupName}
          onChange={({ target }) => onChange({ groupName: target.value })}
        />
      </Field>
      <Field
        label="Feature flags"
        optional
        error={errors.featureFlags}
        hint="Only portals whose link carries one of them show it. Without a flag every customer sees it."
      >
        <Input
          placeholder="beta, enterprise"
          value={draft.featureFlags}
          onChange={({ target }) => onChange({ featureFlags: target.value })}
        />
      </Field>
      <Checkbox
        label="Deprecated"
        description="Still sent; customers see that they should leave it."
        checked={draft.deprecated}
        onChange={({ target }) => onChange({ deprecated: target.checked })}
      />
      {draft.deprecated ? (
        <Field
          label="Ends on"
          optional
          className="sm:ms-6"
          error={errors.sunsetOn}
          hint="Customers see this date. Nothing stops by itself on it. The day is that of UTC."
        >
          <Input
            type="date"
            className="max-w-48"
            value={draft.sunsetOn}
            onChange={({ target }) => onChange({ sunsetOn: target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
