"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { scheduleWords } from "@/components/delivery-options/option-words.ts";
import type { RetryDraft, RetryField } from "@/components/delivery-options/retry-draft.ts";
import { RETRY_KINDS, readRetry, retryDraftOf, retryOf } from "@/components/delivery-options/retry-draft.ts";
import { RetryPreview } from "@/components/delivery-options/retry-preview.tsx";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { useOptionWords } from "@/components/delivery-options/use-option-words.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { delaysOf } from "@/lib/contract/retry-delays.ts";

export function RetriesSection({ endpoint, usual }: OptionSectionProps) {
  const t = useTranslations("delivery-options.retries");
  const words = useOptionWords();
  const mistakes = useTranslations("delivery-options.retries.mistake");
  const section = useOptionSection({
    endpoint,
    stored: retryDraftOf(endpoint.deliveryOptions.retry, usual.retryDelaysSeconds),
    fields: ["retry"],
    // What is wrong stands at its own field, not at the section's one.
    mistakes: (draft) => (readRetry(draft, mistakes).mistakes ? { retry: t("unread") } : {}),
    changeOf: (draft) => ({ deliveryOptions: { retry: retryOf(readRetry(draft, mistakes).policy ?? null) } }),
  });
  const draft = section.value;
  const read = readRetry(draft, mistakes);
  const refused = section.errors.retry ? (read.mistakes ?? { waits: section.errors.retry }) : {};
  const delays = read.mistakes ? null : read.policy ? delaysOf(read.policy) : usual.retryDelaysSeconds;
  return (
    <SectionForm id="retries" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <RadioGroup
        legend={t("legend")}
        name="retry-kind"
        value={draft.kind}
        onChange={(value) => section.change({ kind: RETRY_KINDS.find((kind) => kind === value) ?? "usual" })}
        options={[
          {
            value: "usual",
            label: t("usual"),
            description: t("usualHint", { schedule: scheduleWords(usual.retryDelaysSeconds, words) }),
          },
          { value: "growing", label: t("growing") },
          { value: "schedule", label: t("schedule") },
          { value: "once", label: t("once") },
        ]}
      />
      {draft.kind === "growing" ? <Growing draft={draft} errors={refused} onChange={section.change} /> : null}
      {draft.kind === "schedule" ? (
        <Field label={t("waits")} error={refused.waits} hint={t("waitsHint")}>
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
  const t = useTranslations("delivery-options.retries");
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
      {field("attempts", t("attempts"))}
      {field("initialDelay", t("initialDelay"))}
      {field("multiplier", t("multiplier"), t("multiplierUnit"))}
      {field("maxDelay", t("maxDelay"))}
    </div>
  );
}
