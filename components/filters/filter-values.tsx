"use client";

import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { FilterField, FilterOption } from "@/components/filters/fields.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useSettled } from "@/components/ui/use-settled.ts";

type FilterValuesProps = {
  field: FilterField;
  values: string[];
  onChange: (values: string[]) => void;
};

const SEARCH_FROM = 9;

/** The values of one field: chosen ones stay, others are searched, some can be typed. */
export function FilterValuesList({ field, values, onChange }: FilterValuesProps) {
  const t = useTranslations("filters");
  const [typed, setTyped] = useState("");
  const noteId = useId();
  const wanted = typed.trim().toLowerCase();
  const found = useFound(field, typed.trim());
  const typedIn = values
    .filter((value) => !field.options.some((option) => option.value === value))
    .map((value) => ({ value, label: value, hint: undefined }));
  const listed = [...typedIn, ...field.options].filter(
    ({ value, label }) => wanted === "" || value.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted),
  );
  // The server looks into more than what is shown.
  const options = [...listed, ...found.options.filter(({ value }) => !listed.some((option) => option.value === value))];
  const isSearched = field.options.length >= SEARCH_FROM || field.accepts !== undefined || field.search !== undefined;
  const canAdd = typed.trim() !== "" && field.accepts?.(typed.trim()) === true;

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>("input")];
    const index = all.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    all[(index + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
  }

  function onEnter(event: KeyboardEvent) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [only] = options;
    const value = canAdd ? typed.trim() : options.length === 1 ? only?.value : undefined;
    if (value === undefined) return;
    onChange([...new Set([...values, value])]);
    setTyped("");
  }

  return (
    <fieldset className="min-w-0" onKeyDown={onKeyDown}>
      <legend className="sr-only">{field.label}</legend>
      {isSearched ? (
        <Input
          machine={field.accepts !== undefined && field.search === undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onEnter}
          placeholder={field.placeholder ?? t("search")}
          aria-label={t("searchField", { field: field.label })}
          aria-describedby={noteId}
          className="mb-1"
        />
      ) : null}
      <ul className="max-h-72 overflow-y-auto">
        {options.map(({ value, label, hint }) => (
          <li key={value} className="rounded-control px-1.5 hover:bg-hover">
            <Checkbox
              label={<span className="break-words">{label}</span>}
              description={hint}
              checked={values.includes(value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...values, value] : values.filter((other) => other !== value))
              }
              className="w-full py-0.5"
            />
          </li>
        ))}
      </ul>
      <p id={noteId} className="px-1.5 text-meta text-ink-3 empty:hidden">
        {canAdd && !values.includes(typed.trim()) ? t("pressEnter", { value: typed.trim() }) : ""}
        {!canAdd && options.length === 0 && !found.isSearching ? t("nothing") : ""}
      </p>
    </fieldset>
  );
}

const SEARCH_AFTER_MS = 250;

/** What the server finds of a field that has more values than are offered. */
function useFound(field: FilterField, typed: string): { options: FilterOption[]; isSearching: boolean } {
  const text = useSettled(typed, SEARCH_AFTER_MS);
  const isAsked = field.search !== undefined && text !== "";
  const query = field.search?.(text) ?? { queryKey: ["filters", "none"], queryFn: async () => NOTHING };
  const { data, isFetching } = useQuery({ ...query, enabled: isAsked, staleTime: 60_000 });
  return {
    options: isAsked ? (data ?? NOTHING) : NOTHING,
    isSearching: field.search !== undefined && typed !== "" && (text !== typed || isFetching),
  };
}
const NOTHING: FilterOption[] = [];
