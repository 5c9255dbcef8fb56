"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import type { KeyboardEvent } from "react";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { type Entry, findEntries } from "@/components/palette/entries.ts";
import { type Destination, useEntries } from "@/components/palette/use-entries.ts";
import { Keys } from "@/components/shell/shortcut-sheet.tsx";
import { Announcer, announce } from "@/components/ui/announcer.tsx";

type PaletteProps = { destinations: Destination[]; onClose: () => void };

const ANNOUNCE_AFTER_MS = 400;

/** One field for everything that can be gone to or done. A pasted id and Enter open the thing itself. */
export function Palette({ destinations, onClose }: PaletteProps) {
  const t = useTranslations("palette");
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const dialogRef = useRef<HTMLDialogElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const id = useId();
  // Not deferred: Enter right behind the last letter must open what these letters find.
  const found = findEntries(useEntries(destinations, query), query);
  const chosen = found[Math.min(active, found.length - 1)];

  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  useEffect(() => {
    if (query.trim() === "") return;
    const timer = setTimeout(() => announce(t("found", { count: found.length })), ANNOUNCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [query, found.length, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen entry is the trigger.
  useEffect(() => {
    listRef.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id]);

  function take(entry: Entry) {
    // What an action is about has the focus again before it runs.
    flushSync(onClose);
    if ("href" in entry.does) router.push(entry.does.href);
    else entry.does.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    const at = Math.min(active, last);
    const next = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last }[event.key];
    if (next !== undefined) setActive(next);
    else if (event.key === "Enter" && chosen) take(chosen);
    else if (event.key === "k" && (event.metaKey || event.ctrlKey)) onClose();
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialogRef}
      aria-label={t("open")}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="z-40 mx-auto mt-[min(12dvh,96px)] mb-0 max-h-[min(70dvh,560px)] w-[calc(100vw-24px)] max-w-[600px] animate-[pop-in_var(--dur-1)_var(--ease)] overflow-hidden rounded-pop bg-surface p-0 text-ink shadow-pop open:flex open:flex-col"
    >
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
        aria-label={t("open")}
        placeholder={t("placeholder")}
        value={query}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        className="h-12 w-full shrink-0 border-line border-b bg-transparent px-4 text-body text-ink outline-none placeholder:text-ink-3 focus-visible:shadow-none"
      />
      <div ref={listRef} id={id} role="listbox" aria-label={t("open")} className="min-h-0 grow overflow-y-auto p-1.5">
        <Groups found={found} chosen={chosen} id={id} onTake={take} />
      </div>
      <p className="shrink-0 border-line border-t px-4 py-2 text-meta text-ink-3 coarse:hidden">{t("keys")}</p>
      <Announcer />
    </dialog>
  );
}

type GroupsProps = { found: Entry[]; chosen: Entry | undefined; id: string; onTake: (entry: Entry) => void };

function Groups({ found, chosen, id, onTake }: GroupsProps) {
  const t = useTranslations("palette.groups");
  const groups = [...new Set(found.map(({ group }) => group))];
  return groups.map((group) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand within a listbox.
    <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
      <p id={`${id}-${group}`} className="px-2.5 pt-2 pb-1 text-meta text-ink-3">
        {t(group)}
      </p>
      {found
        .filter((entry) => entry.group === group)
        .map((entry) => (
          // The field keeps the focus; arrows and Enter work there.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys.
          <div
            key={entry.id}
            id={`${id}-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={entry === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(entry)}
            className={clsx(
              "flex min-h-8 cursor-pointer items-center gap-3 rounded-control px-2.5 text-dense coarse:min-h-11",
              entry === chosen ? "bg-active [&_.text-ink-3]:text-ink-2" : "hover:bg-hover",
            )}
          >
            <span className="shrink-0 truncate">{entry.label}</span>
            <span dir="ltr" translate="no" className="min-w-0 grow truncate text-mono text-ink-2">
              {entry.hint}
            </span>
            {entry.shortcut ? <Keys shortcut={entry.shortcut} /> : null}
          </div>
        ))}
    </div>
  ));
}
