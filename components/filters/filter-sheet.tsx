"use client";

import { ListFilter } from "lucide-react";
import type { Ref } from "react";
import { useImperativeHandle, useState } from "react";
import { useTranslations } from "use-intl";
import type { FilterField, FilterValues } from "@/components/filters/fields.ts";
import { countValues, labelOf } from "@/components/filters/fields.ts";
import { FilterValuesList } from "@/components/filters/filter-values.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

/** As the filter key does it: ready to type. */
export type FilterSheetHandle = { open: () => void };

type FilterSheetProps = {
  ref?: Ref<FilterSheetHandle>;
  fields: FilterField[];
  values: FilterValues;
  text: string;
  textLabel: string;
  onApply: (values: FilterValues, text: string) => void;
  className?: string;
};

/** The filter bar of a phone: one button with a count, and a dialog that is applied as a whole. */
export function FilterSheet({ ref, fields, values, text, textLabel, onApply, className }: FilterSheetProps) {
  const t = useTranslations("filters");
  const format = useFormat();
  const [draft, setDraft] = useState<{ values: FilterValues; text: string } | null>(null);
  const count = countValues(values) + (text ? 1 : 0);
  const [byKey, setByKey] = useState(false);
  const open = (how: { byKey: boolean }) => {
    setByKey(how.byKey);
    setDraft({ values, text });
  };
  const close = () => setDraft(null);
  useImperativeHandle(ref, () => ({ open: () => open({ byKey: true }) }));

  function apply() {
    if (draft) onApply(draft.values, draft.text.trim());
    close();
  }

  return (
    <div className={className}>
      <Button
        aria-haspopup="dialog"
        icon={<ListFilter aria-hidden="true" size={16} strokeWidth={1.5} />}
        onClick={() => open({ byKey: false })}
      >
        {count > 0 ? t("filtersSet", { count }) : t("filters")}
      </Button>
      {draft ? (
        <Dialog
          open
          onClose={close}
          title={t("filters")}
          actions={
            <>
              <Button onClick={() => setDraft({ values: {}, text: "" })}>{t("clear")}</Button>
              <Button variant="primary" onClick={apply}>
                {t("apply")}
              </Button>
            </>
          }
        >
          <Field label={textLabel} className="pb-2">
            <Input
              machine
              // Not under a finger: the keyboard of a phone would cover the fields.
              data-autofocus={byKey || undefined}
              value={draft.text}
              onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            />
          </Field>
          {fields.map((field) => {
            const chosen = draft.values[field.id] ?? [];
            return (
              <details key={field.id} className="border-line border-t" open={chosen.length > 0}>
                <summary className="flex min-h-11 items-center justify-between gap-3 text-dense font-firm text-ink">
                  {field.label}
                  <span className="min-w-0 truncate font-plain text-ink-2">
                    {chosen.length > 0
                      ? format.list(
                          chosen.map((value) => labelOf(field, value)),
                          "or",
                        )
                      : t("any")}
                  </span>
                </summary>
                <div className="pb-3">
                  <FilterValuesList
                    field={field}
                    values={chosen}
                    onChange={(list) => setDraft({ ...draft, values: { ...draft.values, [field.id]: list } })}
                  />
                </div>
              </details>
            );
          })}
        </Dialog>
      ) : null}
    </div>
  );
}
