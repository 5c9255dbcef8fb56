"use client";

import { clsx } from "clsx";
import { ListFilter } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";
import { useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FilterField, FilterValues } from "@/components/filters/fields.ts";
import { countValues, readTokens, searchableText } from "@/components/filters/fields.ts";
import type { PanelPlace } from "@/components/filters/filter-panel.tsx";
import { FilterPanel } from "@/components/filters/filter-panel.tsx";
import { FilterToken } from "@/components/filters/filter-token.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";

export type FilterBarHandle = { isShown: () => boolean; focus: () => void; openFields: () => void };

type FilterBarProps = {
  ref?: Ref<FilterBarHandle>;
  /** What is filtered, for the field's name: "Filter deliveries". */
  label: string;
  placeholder: string;
  fields: FilterField[];
  values: FilterValues;
  onChange: (changes: FilterValues) => void;
  text: string;
  onText: (text: string) => void;
  onClear: () => void;
  className?: string;
};

const SEARCH_AFTER_MS = 300;

/** Tokens and free text on one line. What is typed as `status:failed` becomes a token. */
export function FilterBar(props: FilterBarProps) {
  const { label, placeholder, fields, values, onChange, text, onText, onClear, className } = props;
  const t = useTranslations("filters");
  const [typed, setTyped] = useState(text);
  const [wrong, setWrong] = useState<string | null>(null);
  const [place, setPlace] = useState<PanelPlace | null>(null);
  const boxRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const sent = useRef(text);

  useImperativeHandle(props.ref, () => ({
    isShown: () => inputRef.current?.offsetParent !== null,
    focus: () => inputRef.current?.focus(),
    openFields: () => setPlace("fields"),
  }));

  // Somebody else changed the text: a link, the Back button, Clear.
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);

  useEffect(() => {
    const next = searchableText(typed, fields);
    if (next === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = next;
      onText(next);
    }, SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, fields, onText]);

  function take(input: string) {
    const read = readTokens(input, fields);
    const merged = Object.entries(read.values).map(([field, list]) => [
      field,
      [...new Set([...(values[field] ?? []), ...list])],
    ]);
    if (merged.length > 0) onChange(Object.fromEntries(merged));
    const message = read.wrong ? t("unknownValue", { field: read.wrong.field.label, value: read.wrong.value }) : null;
    setWrong(message);
    if (message) announce(message);
    // A wrong token stays, to be put right.
    setTyped(message ? input.trimEnd() : read.text);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const tokens = boxRef.current?.querySelectorAll<HTMLElement>("[data-filter-token]");
    if (event.key === "Enter") {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "") {
      event.preventDefault();
      tokens?.item(tokens.length - 1)?.focus();
    } else if (event.key === "ArrowDown" && typed === "") {
      event.preventDefault();
      setPlace("fields");
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (typed !== "") setTyped("");
      else event.currentTarget.blur();
    }
  }

  const used = fields.filter(({ id }) => (values[id]?.length ?? 0) > 0);
  const isSet = used.length > 0 || typed !== "";
  return (
    <div className={clsx("min-w-0", className)}>
      <div
        ref={boxRef}
        className="flex min-h-8 flex-wrap items-center gap-1 rounded-control border border-line-strong bg-surface px-1 py-[3px] has-[[data-filter-text]:focus-visible]:shadow-ring hover:border-ink-3"
      >
        {used.map((field) => (
          <FilterToken
            key={field.id}
            field={field}
            values={values[field.id] ?? []}
            onEdit={() => setPlace({ field: field.id })}
            onRemove={() => {
              onChange({ [field.id]: [] });
              inputRef.current?.focus();
            }}
          />
        ))}
        <input
          ref={inputRef}
          data-filter-text=""
          value={typed}
          aria-label={label}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? "filter-wrong" : undefined}
          placeholder={used.length > 0 ? "" : placeholder}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          enterKeyHint="search"
          onChange={(event) => {
            setWrong(null);
            // A space ends a token.
            if (/\s$/.test(event.target.value) && /:/.test(event.target.value)) take(event.target.value);
            else setTyped(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-dense text-ink outline-none placeholder:text-ink-3 focus-visible:shadow-none coarse:h-9"
        />
        {isSet ? (
          <Button
            size="small"
            variant="quiet"
            className="h-6"
            onClick={() => {
              setTyped("");
              setWrong(null);
              onClear();
              inputRef.current?.focus();
            }}
          >
            {t("clear")}
          </Button>
        ) : null}
        <Button
          size="small"
          variant="quiet"
          className="h-6"
          aria-haspopup="dialog"
          aria-expanded={place !== null}
          icon={<ListFilter aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={() => setPlace(place === null ? "fields" : null)}
        >
          {countValues(values) > 0 ? t("add") : t("filter")}
        </Button>
      </div>
      {wrong ? (
        <p id="filter-wrong" className="mt-1 text-meta text-fail-ink">
          {wrong}
        </p>
      ) : null}
      <FilterPanel
        place={place}
        onPlace={setPlace}
        onClose={(refocus) => {
          setPlace(null);
          if (refocus) inputRef.current?.focus();
        }}
        anchorRef={boxRef}
        fields={fields}
        values={values}
        onChange={(field, list) => onChange({ [field]: list })}
      />
    </div>
  );
}
