"use client";

import { X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { FilterField } from "@/components/filters/fields.ts";
import { excludedValue, labelOf } from "@/components/filters/fields.ts";

type FilterTokenProps = {
  field: FilterField;
  values: string[];
  onEdit: () => void;
  onRemove: () => void;
};

/** One field of the filter: a button that opens its values, and one that takes it away. Backspace does, too. */
export function FilterToken({ field, values, onEdit, onRemove }: FilterTokenProps) {
  const t = useTranslations("filters");
  const text = values
    .map((value) => {
      const excluded = excludedValue(value);
      return excluded === null ? labelOf(field, value) : t("not", { value: labelOf(field, excluded) });
    })
    .join(", ");

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Backspace" && event.key !== "Delete") return;
    event.preventDefault();
    onRemove();
  }

  return (
    <span className="inline-flex h-6 max-w-full min-w-0 items-stretch rounded-control bg-active text-dense coarse:h-11">
      <button
        type="button"
        data-filter-token=""
        aria-haspopup="dialog"
        aria-label={t("token", { field: field.label, values: text })}
        title={t("tokenTitle", { field: field.label, values: text })}
        onClick={onEdit}
        onKeyDown={onKeyDown}
        className="inline-flex min-w-0 items-center gap-1 rounded-s-control ps-2 pe-1 hover:bg-hover"
      >
        <span className="text-ink-2">{field.label}</span> <span className="truncate font-firm">{text}</span>
      </button>
      <button
        type="button"
        aria-label={t("removeFilter", { field: field.label })}
        title={t("remove")}
        onClick={onRemove}
        onKeyDown={onKeyDown}
        className="inline-flex w-6 shrink-0 items-center justify-center rounded-e-control text-ink-2 hover:bg-hover hover:text-ink coarse:w-11"
      >
        <X aria-hidden="true" size={14} strokeWidth={1.5} />
      </button>
    </span>
  );
}
