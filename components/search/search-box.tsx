"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Search } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { exactHit, hasMachineTitle, hitHref, KIND_WORDS } from "@/components/search/hit.ts";
import { HitDetail } from "@/components/search/hit-detail.tsx";
import { findPlaces } from "@/components/search/places.ts";
import { searchQuery } from "@/components/search/queries.ts";
import { useSearchKeys } from "@/components/search/use-search-keys.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { PANEL_CLASS, useDismiss, useFloating } from "@/components/ui/floating.ts";
import { CONTROL_CLASS } from "@/components/ui/input.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { SearchHitOut } from "@/lib/contract/search.ts";

const SHOWN = 8;
const PAUSE_MS = 180;

/** One box for every id, name and URL, in the header of every page. A pasted id and Enter open the thing itself. */
export function SearchBox() {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const id = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const client = useQueryClient();
  const settled = useSettled(text);
  const { data, isFetching } = useQuery({ ...searchQuery(settled), enabled: open && settled.trim() !== "" });
  const options = data ? optionsOf(settled.trim(), data.data.slice(0, SHOWN)) : [];
  const shown = open && settled.trim() !== "" && data !== undefined;

  useSearchKeys(inputRef);
  useFloating(shown, inputRef, panelRef, { side: "below", align: "end" });
  useDismiss(open, [inputRef, panelRef], () => close());
  useEffect(() => {
    if (shown) announce(`${options.length - 1} found`);
  }, [shown, options.length]);

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function go(href: string) {
    close();
    setText("");
    inputRef.current?.blur();
    router.push(href);
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const chosen = options[active];
    if (chosen) return go(chosen.href);
    if (text.trim() === "") return;
    // A pasted id is followed at once, without waiting for the list.
    const found = await client.fetchQuery(searchQuery(text)).catch(() => undefined);
    const exact = found ? exactHit(found.data) : null;
    go(exact ? hitHref(exact) : resultsHref(text.trim()));
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || options.length === 0) return;
    event.preventDefault();
    setOpen(true);
    setActive((before) => ((before + 1 + step + options.length + 1) % (options.length + 1)) - 1);
  }

  return (
    <>
      <Link
        href="/console/search"
        aria-label="Search"
        className="inline-flex size-7 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink md:hidden coarse:size-11"
      >
        <Search aria-hidden="true" size={16} strokeWidth={1.5} />
      </Link>
      <search className="me-2 w-64 min-w-0 shrink max-md:hidden lg:w-80">
        <form onSubmit={(event) => void onSubmit(event)} className="relative">
          <Search
            aria-hidden="true"
            size={14}
            strokeWidth={1.5}
            className="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-ink-3"
          />
          <input
            ref={inputRef}
            role="combobox"
            type="text"
            name="q"
            value={text}
            placeholder="Search anything"
            aria-label="Search"
            aria-expanded={shown}
            aria-controls={shown ? id : undefined}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            onFocus={() => setOpen(true)}
            onBlur={(event) => {
              if (!panelRef.current?.contains(event.relatedTarget)) close();
            }}
            onChange={(event) => {
              setText(event.target.value);
              setOpen(true);
              setActive(-1);
            }}
            onKeyDown={onKeyDown}
            className={clsx(CONTROL_CLASS, "h-8 ps-8 pe-8")}
          />
          {text === "" ? <Kbd className="pointer-events-none absolute inset-y-0 end-2 my-auto">/</Kbd> : null}
          {shown ? (
            <div
              ref={panelRef}
              popover="manual"
              className={clsx(PANEL_CLASS, "w-[440px] p-1", isFetching && "opacity-80")}
            >
              <div id={id} role="listbox" aria-label="Found">
                {options.map((option, index) => (
                  <OptionRow
                    key={option.href + option.title}
                    id={`${id}-${index}`}
                    option={option}
                    active={index === active}
                    onGo={go}
                  />
                ))}
              </div>
            </div>
          ) : null}
        </form>
      </search>
    </>
  );
}

interface Option {
  kind: string;
  title: string;
  isMachine?: boolean;
  detail: ReactNode;
  href: string;
}

const resultsHref = (text: string) => `/console/search?q=${encodeURIComponent(text)}`;

/** What is stored, then pages of the console, then the way to look further. */
function optionsOf(text: string, hits: SearchHitOut[]): Option[] {
  return [
    ...hits.map((hit) => ({
      kind: KIND_WORDS[hit.kind].one,
      title: hit.title,
      isMachine: hasMachineTitle(hit),
      detail: (
        <>
          {hit.applicationName && hit.kind !== "application" ? `${hit.applicationName} · ` : null}
          <HitDetail hit={hit} />
        </>
      ),
      href: hitHref(hit),
    })),
    ...(exactHit(hits) ? [] : findPlaces(text)).map(({ label, href }) => ({
      kind: "Page",
      title: label,
      detail: "",
      href,
    })),
    {
      kind: "Search",
      title: `Everything with “${text}”`,
      detail: "Payloads and idempotency keys, too",
      href: resultsHref(text),
    },
  ];
}

type OptionRowProps = { id: string; option: Option; active: boolean; onGo: (href: string) => void };

function OptionRow({ id, option, active, onGo }: OptionRowProps) {
  return (
    // The input keeps the focus; arrows and Enter work there.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onGo(option.href)}
      className={clsx(
        "flex cursor-pointer items-baseline gap-3 rounded-control px-2 py-1.5 text-dense hover:bg-hover",
        active && "bg-active [&_.text-ink-3]:text-ink-2",
      )}
    >
      <span className="w-20 shrink-0 text-meta text-ink-3">{option.kind}</span>
      <span className="min-w-0 grow">
        <span className={clsx("block truncate text-ink", option.isMachine && "text-mono")}>{option.title}</span>
        {option.detail ? <span className="block truncate text-meta text-ink-2">{option.detail}</span> : null}
      </span>
    </div>
  );
}

/** The text once it has rested for a moment, so that not every letter is a request. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useDeferredValue(text === "" ? "" : settled);
}
