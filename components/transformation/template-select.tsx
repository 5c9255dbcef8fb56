"use client";

import { useTranslations } from "use-intl";
import type { TemplateName } from "@/components/transformation/templates.ts";
import { TEMPLATE_NAMES, TEMPLATES } from "@/components/transformation/templates.ts";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";

/** Replaces the code; the editor can undo it. */
export function TemplateSelect({ onChoose }: { onChoose: (code: string) => void }) {
  const t = useTranslations("transformation.editor");
  return (
    <Field label={t("template")}>
      <Select
        className="max-w-72"
        options={[
          { value: "", label: t("choose") },
          ...TEMPLATE_NAMES.map((value) => ({ value, label: t(`templates.${value}`) })),
        ]}
        value=""
        onChange={(event) => event.target.value !== "" && onChoose(TEMPLATES[event.target.value as TemplateName])}
      />
    </Field>
  );
}
