"use client";

import { FileUp, Plus } from "lucide-react";
import { useMemo, useRef } from "react";
import { CatalogueEmpty } from "@/components/catalogue/catalogue-empty.tsx";
import { CATALOGUE_COLUMNS, CatalogueRow } from "@/components/catalogue/catalogue-row.tsx";
import { catalogueParams, LIST_STATES, type ListState } from "@/components/catalogue/list-params.ts";
import { Undescribed } from "@/components/catalogue/undescribed.tsx";
import { useForbidden } from "@/components/console/staff.tsx";
import { type CatalogueEntry, searchCatalogue } from "@/components/event-types/catalogue-search.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Input } from "@/components/ui/input.tsx";
import { LedgerDay, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import type { EventTypeUsageOut } from "@/lib/contract/event-type-usage.ts";

/** What the list shows of an event type besides what its customers see. */
export type ConsoleEntry = CatalogueEntry & {
  archived: boolean;
  validation: EventTypeOut["validation"];
  /** Newest version of its schema. */
  version: string | null;
  hasFlags: boolean;
  usage: Pick<EventTypeUsageOut, "messages" | "chosen" | "byGroup">;
};

const STATES = [
  { value: "", label: "In use" },
  { value: "deprecated", label: "Deprecated" },
  { value: "archived", label: "Archived" },
  { value: "everything", label: "Everything" },
];
const shows: Record<NonNullable<ListState> | "usual", (entry: ConsoleEntry) => boolean> = {
  usual: ({ archived }) => !archived,
  deprecated: ({ deprecated, archived }) => deprecated && !archived,
  archived: ({ archived }) => archived,
  everything: () => true,
};

type CatalogueListProps = {
  entries: ConsoleEntry[];
  /** Sent, and not in the catalogue. */
  undescribed: EventTypeUsageOut[];
  /** Endpoints that get every event type. */
  everything: number;
  publicUrl: string;
};

/** The catalogue as its authors see it: what is described, how much it is sent, and who chose it. */
export function CatalogueList({ entries, undescribed, everything, publicUrl }: CatalogueListProps) {
  const [{ q, state }, setState] = useUrlParams(catalogueParams);
  const forbidden = useForbidden("createEventType");
  const inputRef = useRef<HTMLInputElement>(null);
  const found = useMemo(() => searchCatalogue(entries.filter(shows[state ?? "usual"]), q), [entries, state, q]);
  const byName = useMemo(() => new Map(entries.map((entry) => [entry.name, entry])), [entries]);
  useShortcuts({ "/": { run: () => inputRef.current?.focus(), does: "Search event types", group: "page" } });
  const count = found.reduce((sum, group) => sum + group.entries.length, 0);

  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="grow text-page">Event types</h1>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/console/catalogue/import" icon={<FileUp aria-hidden="true" size={16} strokeWidth={1.5} />}>
            Import from OpenAPI
          </ButtonLink>
          {forbidden ? (
            <Button variant="primary" unavailable={forbidden}>
              New event type
            </Button>
          ) : (
            <ButtonLink
              href="/console/catalogue/new"
              variant="primary"
              icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
            >
              New event type
            </ButtonLink>
          )}
        </div>
      </div>
      {entries.length === 0 ? (
        <CatalogueEmpty publicUrl={publicUrl} mayWrite={forbidden === undefined} />
      ) : (
        <>
          <Sentence entries={entries} everything={everything} />
          <search className="mt-4 flex flex-wrap items-center gap-2">
            <Input
              ref={inputRef}
              type="search"
              aria-label="Search event types"
              placeholder="Name, description or field"
              value={q}
              maxLength={256}
              onChange={({ target }) => setState({ q: target.value })}
              className="max-w-80"
            />
            <Select
              aria-label="Show"
              className="w-auto!"
              value={state ?? ""}
              options={STATES}
              onChange={({ target }) => setState({ state: LIST_STATES.find((one) => one === target.value) ?? null })}
            />
          </search>
          <p role="status" className="sr-only">
            {q ? `${count} found` : ""}
          </p>
          <div className="mt-3">
            {found.length === 0 ? (
              <Empty
                title={
                  q
                    ? `Nothing is found for “${q}”.`
                    : state === "archived"
                      ? "Nothing is archived."
                      : "Nothing is deprecated."
                }
                action={<Button onClick={() => setState({ q: "", state: null })}>Show what is in use</Button>}
              >
                {q ? "Names, descriptions and the names of fields are searched." : null}
              </Empty>
            ) : (
              <LedgerTable caption="Event types by group" columns={CATALOGUE_COLUMNS}>
                {found.map((group) => (
                  <LedgerDay key={group.name} day={group.name} columns={CATALOGUE_COLUMNS}>
                    {group.entries.map(({ entry, field }) => {
                      const own = byName.get(entry.name);
                      return own ? <CatalogueRow key={entry.name} entry={own} field={field} /> : null;
                    })}
                  </LedgerDay>
                ))}
              </LedgerTable>
            )}
          </div>
        </>
      )}
      <Undescribed types={undescribed} mayWrite={forbidden === undefined} />
    </>
  );
}

function Sentence({ entries, everything }: Pick<CatalogueListProps, "entries" | "everything">) {
  const current = entries.filter(shows.usual);
  const sent = current.filter(({ usage }) => usage.messages > 0).length;
  const deprecated = current.filter((entry) => entry.deprecated).length;
  return (
    <StatusSentence className="mt-2">
      <Figure>{formatQuantity(current.length, "event type", "event types")}</Figure>
      {deprecated > 0 ? `, ${formatCount(deprecated)} of them deprecated` : ""}. {formatCount(sent)}{" "}
      {sent === 1 ? "was" : "were"} sent in the last 7 days.
      {everything > 0
        ? ` ${formatQuantity(everything, "endpoint gets", "endpoints get")} every one, besides those that chose.`
        : ""}
    </StatusSentence>
  );
}
