"use client";

import { useTranslations } from "use-intl";
import type { VariableRow } from "@/components/transformation/transformation-draft.ts";
import { PairRows } from "@/components/ui/pair-rows.tsx";

type VariablesFieldProps = {
  rows: VariableRow[];
  onChange: (rows: VariableRow[]) => void;
  error: string | null;
};

/** Names and values; a value that is stored stands for itself until another one is typed. */
export function VariablesField(props: VariablesFieldProps) {
  const t = useTranslations("transformation.variables");
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2">
      <legend className="mb-1 text-dense font-firm">{t("title")}</legend>
      <p className="max-w-measure text-meta text-ink-3">{t("hint")}</p>
      <PairRows
        {...props}
        made={(row) => ({ ...row, stored: false })}
        words={{
          name: (number) => t("name", { number }),
          value: (number) => t("value", { number }),
          remove: (name) => t("remove", { name }),
          add: t("add"),
        }}
        namePlaceholder="API_KEY"
        valuePlaceholder={({ stored }) => (stored ? t("kept") : undefined)}
        valueType="password"
        isNameFixed={({ stored }) => stored}
      />
    </fieldset>
  );
}
