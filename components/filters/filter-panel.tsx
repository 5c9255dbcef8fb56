"use client";

import { ArrowLeft } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { FilterField, FilterValues } from "@/components/filters/fields.ts";
import { FilterValuesList } from "@/components/filters/filter-values.tsx";
import { PANEL_CLASS, useDismiss, useFloating } from "@/components/ui/floating.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";

/** `fields` is the list of fields, anything else the values of that one. */
export type PanelPlace = "fields" | { field: string };

type FilterPanelProps = {
  place: PanelPlace | null;
  /** Left out where there is one field only. */
  onPlace?: (place: PanelPlace | null) => void;
  onClose: (refocus: boolean) => void;
  anchorRef: RefObject<HTMLElement | null>;
  fields: FilterField[];
  values: FilterValues;
  onChange: (field: string, values: string[]) => void;
};

/** Field, then values. A number picks a field; Escape gives the focus back. */
export function FilterPanel({ place, onPlace, onClose, anchorRef, fields, values, onChange }: FilterPanelProps) {
  const t = useTranslations("filters");
  const panelRef = useRef<HTMLDivElement>(null);
  useFloating(place !== null, anchorRef, panelRef, { side: "below", align: "start" });
  useDismiss(place !== null, [anchorRef, panelRef], (by) => onClose(by === "escape"));

  // An element of a popover can have the focus only once the popover is shown.
  useEffect(() => {
    if (place !== null) panelRef.current?.querySelector<HTMLElement>("input, li button")?.focus();
  }, [place]);

  if (place === null) return null;

  const field = place === "fields" ? undefined : fields.find(({ id }) => id === place.field);

  function onKeyDown(event: KeyboardEvent) {
    if (field) return event.stopPropagation();
    const buttons = [...(panelRef.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLElement);
    const picked = /^[1-9]$/.test(event.key) ? fields[Number(event.key) - 1] : undefined;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (picked) onPlace?.({ field: picked.id });
    else if (step) buttons[(index + step + buttons.length) % buttons.length]?.focus();
    event.stopPropagation();
    if (picked || step) event.preventDefault();
  }

  return (
    <div
      ref={panelRef}
      popover="manual"
      role="dialog"
      aria-label={field ? t("filterBy", { field: field.label }) : t("addFilter")}
      onKeyDown={onKeyDown}
      className={`${PANEL_CLASS} w-72 p-1.5`}
    >
      {field ? (
        <>
          <div className="flex items-center gap-1 pb-1">
            {onPlace ? (
              <IconButton label={t("allFields")} onClick={() => onPlace("fields")}>
                <ArrowLeft aria-hidden="true" size={16} strokeWidth={1.5} />
              </IconButton>
            ) : null}
            <span className="text-dense font-firm">{field.label}</span>
          </div>
          <FilterValuesList
            key={field.id}
            field={field}
            values={values[field.id] ?? []}
            onChange={(next) => onChange(field.id, next)}
          />
        </>
      ) : (
        <ul>
          {fields.map(({ id, label }, index) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => onPlace?.({ field: id })}
                className="flex min-h-7 w-full items-center justify-between rounded-control px-2 text-start text-dense hover:bg-hover coarse:min-h-11"
              >
                {label}
                <Kbd>{String(index + 1)}</Kbd>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
