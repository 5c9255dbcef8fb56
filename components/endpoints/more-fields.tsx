"use client";

import { useTranslations } from "use-intl";
import type { Draft, FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { HeaderRows } from "@/components/endpoints/header-rows.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

type MoreFieldsProps = { draft: Draft; onChange: (part: Partial<Draft>) => void; errors: FieldErrors };

/** What most endpoints do without. */
export function MoreFields({ draft, onChange, errors }: MoreFieldsProps) {
  const t = useTranslations("endpoints");
  return (
    <>
      <fieldset>
        <legend className="mb-1 text-dense font-firm">
          {t("headers.title")} <span className="font-plain text-ink-3">{t("headers.optional")}</span>
        </legend>
        <p className="mb-2 max-w-measure text-meta text-ink-3">{t("headers.hint")}</p>
        <HeaderRows rows={draft.headers} onChange={(headers) => onChange({ headers })} error={errors.headers} />
      </fieldset>
      <RateField
        value={draft.throttleRate}
        onChange={(throttleRate) => onChange({ throttleRate })}
        error={errors.throttleRate}
      />
      <ChannelsField value={draft.channels} onChange={(channels) => onChange({ channels })} error={errors.channels} />
      <Field label={t("description")} optional error={errors.description}>
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
  const t = useTranslations("endpoints.rate");
  return (
    <Field label={t("label")} optional error={error} hint={t("hint")}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        placeholder={t("none")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="max-w-32"
      />
    </Field>
  );
}

export function ChannelsField({ value, onChange, error }: TextFieldProps) {
  const t = useTranslations("endpoints.channels");
  return (
    <Field label={t("label")} optional error={error} hint={t("hint")}>
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
