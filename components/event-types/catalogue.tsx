"use client";

import { useMemo, useRef } from "react";
import type { CatalogueEntry } from "@/components/event-types/catalogue-search.ts";
import { searchCatalogue } from "@/components/event-types/catalogue-search.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { Input } from "@/components/ui/input.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerCell, LedgerDay, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

type CatalogueProps = {
  /** The catalogue's own path; each event type has its page below. */
  base: string;
  entries: CatalogueEntry[];
};

const COLUMNS: LedgerColumn[] = [
  { id: "name", label: "Event type", width: "38%" },
  { id: "about", label: "When it is sent" },
];

/** Everything that can be sent, by group, searched over names, descriptions and fields. */
export function Catalogue({ base, entries }: CatalogueProps) {
  const [text, setText] = useUrlParam("q", stringParam.withDefault(""));
  const inputRef = useRef<HTMLInputElement>(null);
  const groups = useMemo(() => searchCatalogue(entries, text), [entries, text]);
  useShortcuts({ "/": () => inputRef.current?.focus() });

  if (entries.length === 0) {
    return (
      <Empty title="No event types are published yet.">
        You will receive everything that is sent to you. What each event holds is seen in its delivery.
      </Empty>
    );
  }
  const found = groups.reduce((sum, group) => sum + group.entries.length, 0);
  return (
    <>
      <StatusSentence>
        <Figure>{formatQuantity(entries.length, "event type", "event types")}</Figure> can be sent to you.
      </StatusSentence>
      <search className="mt-4 flex max-w-[480px] gap-2">
        <Input
          ref={inputRef}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value || null)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            if (text) setText(null);
            else event.currentTarget.blur();
          }}
          placeholder="A name, a description, or a field such as customer_email"
          aria-label="Search event types"
        />
      </search>
      <p role="status" className="sr-only">
        {text ? formatQuantity(found, "event type found", "event types found") : ""}
      </p>
      <div className="mt-4">
        {groups.length === 0 ? (
          <Empty
            title={`No event type has “${text}” in it.`}
            action={<Button onClick={() => setText(null)}>Show all</Button>}
          >
            Names, descriptions and the fields of the payloads were searched.
          </Empty>
        ) : (
          <LedgerTable caption="Event types by group" columns={COLUMNS} headHidden>
            {groups.map((group) => (
              <LedgerDay key={group.name} day={group.name} columns={COLUMNS}>
                {group.entries.map(({ entry, field }) => (
                  <LedgerRow key={entry.name}>
                    <LedgerCell head className="whitespace-normal! py-1.5 align-top">
                      <RowLink
                        href={`${base}/${encodeURIComponent(entry.name)}`}
                        prefetch={false}
                        className="focus-inset text-mono break-all"
                      >
                        {entry.name}
                      </RowLink>
                      {entry.deprecated ? <span className="block text-meta text-retry-ink">Deprecated</span> : null}
                    </LedgerCell>
                    <LedgerCell faint className="whitespace-normal! py-1.5 align-top">
                      {entry.description}
                      {field ? (
                        <span className="block text-meta text-ink-3">
                          has the field <span className="text-mono">{field}</span>
                        </span>
                      ) : null}
                    </LedgerCell>
                  </LedgerRow>
                ))}
              </LedgerDay>
            ))}
          </LedgerTable>
        )}
      </div>
    </>
  );
}
