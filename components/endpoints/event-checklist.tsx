"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { EventExample } from "@/components/endpoints/event-example.tsx";
import type { EventGroup } from "@/components/endpoints/event-selection.ts";
import { groupState, groupsOf, isSubscribed, toggleGroup, toggleType } from "@/components/endpoints/event-selection.ts";
import { eventTypesQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { Input } from "@/components/ui/input.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import { plainDescription } from "@/lib/plain-description.ts";

type EventChecklistProps = {
  selection: string[];
  onChange: (selection: string[]) => void;
  error?: string | undefined;
};

const SEARCH_FROM = 8;
/** A longer list scrolls by itself, so that the buttons of the form stay near. */
const SCROLL_FROM = 40;

/** Event types under their groups, each with what it means, so that nobody has to guess from a name. */
export function EventChecklist({ selection, onChange, error }: EventChecklistProps) {
  const t = useTranslations("endpoints.events");
  const types = useQuery(eventTypesQuery(useAccess()));
  const [search, setSearch] = useState("");
  const [example, setExample] = useState<string | null>(null);
  const errorId = useId();

  if (!types.data) {
    if (types.error) return <QueryError title={t("error")} query={types} />;
    return <SkeletonRows rows={4} label={t("loading")} />;
  }
  if (types.data.length === 0) {
    return <p className="text-body text-ink-2">{t("none")}</p>;
  }
  const wanted = search.trim().toLowerCase();
  const found = types.data.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted));
  const all = groupsOf(types.data);
  const unknown = selection.filter((name) => !name.endsWith(".*") && !types.data.some((type) => type.name === name));
  return (
    <fieldset aria-describedby={error ? errorId : undefined} data-invalid={error ? "" : undefined} className="min-w-0">
      <legend className="sr-only">{t("legendTypes")}</legend>
      {error ? (
        <p id={errorId} className="mb-2 flex items-start gap-1.5 text-dense text-fail-ink">
          <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
          {error}
        </p>
      ) : null}
      {types.data.length > SEARCH_FROM ? (
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("searchHint")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      ) : null}
      <p role="status" className="sr-only">
        {wanted ? t("found", { count: found.length }) : ""}
      </p>
      <div
        className={clsx(
          "mt-2 border-line border-y",
          types.data.length > SCROLL_FROM && "max-h-[32rem] overflow-y-auto overscroll-contain",
        )}
      >
        {groupsOf(found).map((shown) => (
          <Group
            key={shown.label}
            shown={shown}
            // What is taken out of a group is judged by all of it, also by what the search hides.
            whole={all.find(({ label }) => label === shown.label) ?? shown}
            selection={selection}
            onChange={onChange}
            onExample={setExample}
          />
        ))}
        {found.length === 0 ? <p className="py-3 text-dense text-ink-3">{t("noMatch")}</p> : null}
        {unknown.map((name) => (
          <div key={name} className="py-1">
            <Checkbox
              checked
              onChange={() => onChange(selection.filter((other) => other !== name))}
              label={<span className="text-mono">{name}</span>}
              description={t("unpublished")}
            />
          </div>
        ))}
      </div>
      {example ? <EventExample name={example} onClose={() => setExample(null)} /> : null}
    </fieldset>
  );
}

type GroupProps = {
  shown: EventGroup<EventTypeOut>;
  whole: EventGroup<EventTypeOut>;
  selection: string[];
  onChange: (selection: string[]) => void;
  onExample: (name: string) => void;
};

function Group({ shown, whole, selection, onChange, onExample }: GroupProps) {
  const t = useTranslations("endpoints.events");
  const state = groupState(selection, whole);
  const label = whole.pattern === null ? t("others") : whole.label;
  return (
    <fieldset className="border-line border-b py-2 last:border-b-0">
      <legend className="sr-only">{label}</legend>
      <Checkbox
        checked={state === "all"}
        indeterminate={state === "some"}
        onChange={() => onChange(toggleGroup(selection, whole))}
        label={
          <span className="font-firm">
            {whole.pattern ? <span className="text-mono">{whole.pattern}</span> : label}
          </span>
        }
        description={whole.pattern ? t("group") : undefined}
      />
      <ul className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-1 ps-6">
        {shown.types.map(({ name, description, deprecated }) => (
          <li key={name} className="flex items-start justify-between gap-3">
            <Checkbox
              checked={isSubscribed(selection, name)}
              onChange={() => onChange(toggleType(selection, whole, name))}
              label={
                <>
                  <span className="break-all text-mono">{name}</span>
                  {deprecated ? <span className="ms-1 text-meta text-retry-ink">{t("deprecated")}</span> : null}
                </>
              }
              description={plainDescription(description) || undefined}
              className="min-w-0"
            />
            <button
              type="button"
              aria-label={t("seeExampleOf", { name })}
              onClick={() => onExample(name)}
              className="min-h-6 shrink-0 rounded-mark px-1 text-meta text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
            >
              {t("seeExample")}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
