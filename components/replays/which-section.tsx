"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFilterFields } from "@/components/deliveries/filter-fields.ts";
import type { PanelPlace } from "@/components/filters/filter-panel.tsx";
import { FilterToken } from "@/components/filters/filter-token.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import type { FilterFieldOf, ReplayParams, What } from "@/components/replays/replay-params.ts";
import { FILTER_FIELDS, REPLAYABLE } from "@/components/replays/replay-params.ts";
import { Button } from "@/components/ui/button.tsx";

const FilterPanel = dynamic(async () => (await import("@/components/filters/filter-panel.tsx")).FilterPanel);

type WhichSectionProps = {
  params: ReplayParams;
  what: What;
  onChange: (changes: Partial<Pick<ReplayParams, FilterFieldOf>>) => void;
};

/** Endpoints and event types are always named, also when it is all of them; the rest is for those who look for it. */
export function WhichSection({ params, what, onChange }: WhichSectionProps) {
  const t = useTranslations("replays");
  const { surface, applicationId } = useAccess();
  const [place, setPlace] = useState<PanelPlace | null>(null);
  const boxRef = useRef<HTMLDivElement>(null);
  const offered = FILTER_FIELDS.filter((id) => isOffered(id, { what, isAgain: params.again !== null }));
  const fields = useFilterFields({ surface, applicationId })
    .filter(({ id }) => offered.some((one) => one === id))
    .map((field) => (field.id === "status" ? { ...field, options: field.options.filter(isReplayable) } : field))
    .sort((a, b) => offered.indexOf(a.id as FilterFieldOf) - offered.indexOf(b.id as FilterFieldOf));
  const values = Object.fromEntries(offered.map((id) => [id, params[id] ?? []]));
  const close = (refocus: boolean) => {
    setPlace(null);
    if (refocus) boxRef.current?.querySelector("button")?.focus();
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-dense font-firm">{t("new.where")}</legend>
      <div ref={boxRef} className="flex flex-wrap items-center gap-1.5">
        {fields.map((field) => {
          const set = values[field.id] ?? [];
          if (set.length > 0) {
            return (
              <FilterToken
                key={field.id}
                field={field}
                values={set}
                onEdit={() => setPlace({ field: field.id })}
                onRemove={() => onChange({ [field.id]: null })}
              />
            );
          }
          if (field.id !== "endpoint" && field.id !== "type") return null;
          return (
            <Button key={field.id} size="small" aria-haspopup="dialog" onClick={() => setPlace({ field: field.id })}>
              {t(field.id === "endpoint" ? "new.allEndpoints" : "new.allTypes")}
            </Button>
          );
        })}
        <Button size="small" variant="quiet" aria-haspopup="dialog" onClick={() => setPlace("fields")}>
          {t("new.narrow")}
        </Button>
      </div>
      {place === null ? null : (
        <FilterPanel
          place={place}
          onPlace={setPlace}
          onClose={close}
          anchorRef={boxRef}
          fields={fields}
          values={values}
          onChange={(field, list) => onChange({ [field]: list.length > 0 ? list : null })}
        />
      )}
    </fieldset>
  );
}

const isReplayable = ({ value }: { value: string }) => REPLAYABLE.some((state) => state === value);

/** A state is chosen by what is replayed, unless that is everything; what was never tried has no reply. */
function isOffered(id: FilterFieldOf, { what, isAgain }: { what: What; isAgain: boolean }): boolean {
  if (id === "endpoint" || id === "type") return true;
  if (isAgain) return false;
  return id === "status" ? what === "all" : what !== "missing";
}
