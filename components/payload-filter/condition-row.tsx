"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import type { FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import type { FilterRow, RowOp } from "@/components/payload-filter/filter-draft.ts";
import { pointerOf, ROW_OPS, takesValue } from "@/components/payload-filter/filter-draft.ts";
import type { Suggestions } from "@/components/payload-filter/suggestions.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";

type ConditionRowProps = {
  row: FilterRow;
  /** As it is counted among all rows. */
  number: number;
  /** Of the list of paths. */
  listId: string;
  suggestions: Suggestions;
  errors: FieldErrors;
  onChange: (row: FilterRow) => void;
  onRemove: () => void;
};

/** Field, comparison, value; what is wrong stands under them. */
export function ConditionRow({ row, number, listId, suggestions, errors, onChange, onRemove }: ConditionRowProps) {
  const t = useTranslations("payload-filter");
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  const { path, op, value } = row;
  const wrong = { path: errors[`filter.${row.id}.path`], value: errors[`filter.${row.id}.value`] };
  const values = suggestions.get(pointerOf(path)) ?? [];

  // One that was just added is written next.
  useEffect(() => {
    if (ref.current?.value === "") ref.current.focus();
  }, []);

  return (
    <fieldset className="min-w-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 sm:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,4fr)_auto]">
        <Input
          ref={ref}
          machine
          aria-label={t("row.path", { number })}
          aria-invalid={wrong.path ? true : undefined}
          aria-describedby={wrong.path ? `${id}-path` : undefined}
          list={listId}
          autoComplete="off"
          placeholder="/customer/plan"
          value={path}
          onChange={(event) => onChange({ ...row, path: event.target.value })}
          onBlur={() => pointerOf(path) !== path && onChange({ ...row, path: pointerOf(path) })}
          className="max-sm:col-start-1"
        />
        <Select
          aria-label={t("row.op", { number })}
          options={ROW_OPS.map((one) => ({ value: one, label: t(`op.${one as RowOp}`) }))}
          value={op}
          onChange={(event) => onChange({ ...row, op: event.target.value as RowOp })}
          className="max-sm:col-start-1"
        />
        {takesValue(op) ? (
          <Input
            machine
            aria-label={t("row.value", { number })}
            aria-invalid={wrong.value ? true : undefined}
            aria-describedby={wrong.value ? `${id}-value` : undefined}
            list={values.length > 0 ? `${id}-values` : undefined}
            autoComplete="off"
            placeholder={op === "in" || op === "inNot" ? t("row.listPlaceholder") : t("row.valuePlaceholder")}
            value={value}
            onChange={(event) => onChange({ ...row, value: event.target.value })}
            className="max-sm:col-start-1"
          />
        ) : (
          <span className="max-sm:hidden" />
        )}
        <IconButton
          label={t("row.remove", { number })}
          onClick={onRemove}
          className="mt-0.5 max-sm:col-start-2 max-sm:row-start-1"
        >
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      <datalist id={`${id}-values`}>
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {wrong.path ? <Wrong id={`${id}-path`} text={wrong.path} /> : null}
      {wrong.value ? <Wrong id={`${id}-value`} text={wrong.value} /> : null}
    </fieldset>
  );
}

function Wrong({ id, text }: { id: string; text: string }) {
  return (
    <p id={id} className="mt-1 flex items-start gap-1.5 text-dense text-fail-ink">
      <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
      {text}
    </p>
  );
}
