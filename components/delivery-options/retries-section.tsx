"use client";

import type { ReactNode } from "react";
import { scheduleWords } from "@/components/delivery-options/option-words.ts";
import type { RetryDraft, RetryField } from "@/components/delivery-options/retry-draft.ts";
import { RETRY_KINDS, readRetry, retryDraftOf, retryOf } from "@/components/delivery-options/retry-draft.ts";
import { RetryPreview } from "@/components/delivery-options/retry-preview.tsx";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { delaysOf } from "@/lib/contract/retry-delays.ts";

export function RetriesSection({ endpoint, usual }: OptionSectionProps) {
  const section = useOptionSection({
    endpoint,
    stored: retryDraftOf(endpoint.deliveryOptions.retry, usual.retryDelaysSeconds),
    fields: ["retry"],
    // What is wrong stands at its own field, not at the section's one.
    mistakes: (draft) => (readRetry(draft).mistakes ? { retry: "The retries cannot be read." } : {}),
    changeOf: (draft) => ({ deliveryOptions: { retry: retryOf(readRetry(draft).policy ?? null) } }),
  });
  const draft = section.value;
  const read = readRetry(draft);
  const refused = section.errors.retry ? (read.mistakes ?? { waits: section.errors.retry }) : {};
  const delays = read.mistakes ? null : read.policy ? delaysOf(read.policy) : usual.retryDelaysSeconds;
  return (
    <SectionForm
      id="retries"
      title="Retries"
      called="the retries"
      description="How often, and for how long, a delivery that fails is tried again."
      {...section}
    >
      <RadioGroup
        legend="When a try fails"
        name="retry-kind"
        value={draft.kind}
        onChange={(value) => section.change({ kind: RETRY_KINDS.find((kind) => kind === value) ?? "usual" })}
        options={[
          {
            value: "usual",
            label: "Try again as usual",
            description: `As for every endpoint here: ${scheduleWords(usual.retryDelaysSeconds)}.`,
          },
          { value: "growing", label: "Wait longer each time" },
          { value: "schedule", label: "A list of waits" },
          { value: "once", label: "Do not try again" },
        ]}
      />
      {draft.kind === "growing" ? <Growing draft={draft} errors={refused} onChange={section.change} /> : null}
      {draft.kind === "schedule" ? (
        <Field
          label="Waits between the tries"
          error={refused.waits}
          hint="One after the other: 5s 5m 30m 2h. The first try is made at once."
        >
          <Input
            machine
            autoComplete="off"
            value={draft.waits}
            onChange={(event) => section.change({ waits: event.target.value })}
          />
        </Field>
      ) : null}
      <RetryPreview delaysSeconds={delays} />
    </SectionForm>
  );
}

type GrowingProps = {
  draft: RetryDraft;
  errors: Partial<Record<RetryField, string>>;
  onChange: (part: Partial<RetryDraft>) => void;
};

function Growing({ draft, errors, onChange }: GrowingProps) {
  const field = (name: Exclude<RetryField, "waits">, label: string, unit?: ReactNode) => (
    <Field label={label} error={errors[name] ?? null}>
      <UnitInput
        inputMode={name === "attempts" ? "numeric" : name === "multiplier" ? "decimal" : "text"}
        value={draft[name]}
        unit={unit}
        onChange={(value) => onChange({ [name]: value })}
      />
    </Field>
  );
  return (
    <div className="grid items-start gap-x-6 gap-y-4 sm:grid-cols-2">
      {field("attempts", "Tries in all")}
      {field("initialDelay", "First wait")}
      {field("multiplier", "Each wait is", "times the one before")}
      {field("maxDelay", "No wait is longer than")}
    </div>
  );
}
