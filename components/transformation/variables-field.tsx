"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { VariableRow } from "@/components/transformation/transformation-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";

type VariablesFieldProps = {
  rows: VariableRow[];
  onChange: (rows: VariableRow[]) => void;
  error: string | null;
};

/** Names and values; a value that is stored stands for itself until another one is typed. */
export function VariablesField({ rows, onChange, error }: VariablesFieldProps) {
  const t = useTranslations("transformation.variables");
  const errorId = useId();
  const change = (id: number, part: Partial<VariableRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2">
      <legend className="mb-1 text-dense font-firm">{t("title")}</legend>
      <p className="max-w-measure text-meta text-ink-3">{t("hint")}</p>
      {rows.map((row, index) => (
        <div key={row.id} className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
          <Input
            machine
            aria-label={t("name", { number: index + 1 })}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? errorId : undefined}
            autoComplete="off"
            readOnly={row.stored}
            value={row.name}
            placeholder="API_KEY"
            onChange={(event) => change(row.id, { name: event.target.value })}
            className="sm:max-w-52"
          />
          <Input
            machine
            type="password"
            aria-label={t("value", { number: index + 1 })}
            autoComplete="new-password"
            placeholder={row.stored ? t("kept") : undefined}
            value={row.value}
            onChange={(event) => change(row.id, { value: event.target.value })}
            className="min-w-0 flex-1"
          />
          <IconButton
            label={t("remove", { name: row.name || index + 1 })}
            onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        </div>
      ))}
      {error ? (
        <p id={errorId} className="flex items-start gap-1.5 text-dense text-fail-ink">
          <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
          {error}
        </p>
      ) : null}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={() =>
            onChange([
              ...rows,
              { id: 1 + Math.max(0, ...rows.map(({ id }) => id)), name: "", value: "", stored: false },
            ])
          }
        >
          {t("add")}
        </Button>
      </div>
    </fieldset>
  );
}
