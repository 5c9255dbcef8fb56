"use client";

import { useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { breakable } from "@/components/event-types/breakable.tsx";
import type { CatalogueEntry } from "@/components/event-types/catalogue-search.ts";
import { searchCatalogue } from "@/components/event-types/catalogue-search.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerCell, LedgerDay, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

type CatalogueProps = {
  /** The catalogue's own path; each event type has its page below. */
  base: string;
  entries: CatalogueEntry[];
};

/** Everything that can be sent, by group, searched over names, descriptions and fields. */
export function Catalogue({ base, entries }: CatalogueProps) {
  const t = useTranslations("event-types.catalogue");
  const [text, setText] = useUrlParam("q", stringParam.withDefault(""));
  const inputRef = useRef<HTMLInputElement>(null);
  const groups = useMemo(() => searchCatalogue(entries, text), [entries, text]);
  const keys = useTranslations("shell.keys");
  useShortcuts({ "/": { run: () => inputRef.current?.focus(), does: keys("searchList"), group: "page" } });

  if (entries.length === 0) {
    return <Empty title={t("nothingPublished")}>{t("receiveEverything")}</Empty>;
  }
  const columns: LedgerColumn[] = [
    { id: "name", label: t("name"), width: "38%" },
    { id: "about", label: t("about") },
  ];
  const found = groups.reduce((sum, group) => sum + group.entries.length, 0);
  return (
    <>
      <StatusSentence>
        {t.rich("sentence", { count: entries.length, b: (chunks) => <Figure>{chunks}</Figure> })}
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
          placeholder={t("placeholder")}
          aria-label={t("search")}
        />
      </search>
      <p role="status" className="sr-only">
        {text ? t("found", { count: found }) : ""}
      </p>
      <div className="mt-4">
        {groups.length === 0 ? (
          <Empty title={t("notFound", { text })} action={<Button onClick={() => setText(null)}>{t("showAll")}</Button>}>
            {t("searched")}
          </Empty>
        ) : (
          <LedgerTable caption={t("caption")} columns={columns} headHidden>
            {groups.map((group) => (
              <LedgerDay key={group.name} day={group.name} columns={columns}>
                {group.entries.map(({ entry, field }) => (
                  <LedgerRow key={entry.name}>
                    <LedgerCell head wraps className="py-1.5 align-top">
                      <RowLink
                        href={`${base}/${encodeURIComponent(entry.name)}`}
                        prefetch={false}
                        className="focus-inset text-mono wrap-anywhere"
                      >
                        <span>{breakable(entry.name)}</span>
                      </RowLink>
                      <Badges entry={entry} />
                    </LedgerCell>
                    <LedgerCell faint wraps className="py-1.5 align-top">
                      {entry.description}
                      {field ? (
                        <span className="block text-meta text-ink-3">
                          {t.rich("hasField", { field: () => <span className="text-mono">{field}</span> })}
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

function Badges({ entry: { deprecated, sunsetAt, isNew } }: { entry: CatalogueEntry }) {
  const t = useTranslations("event-types.catalogue");
  if (deprecated) {
    return (
      <span className="block text-meta text-retry-ink">
        {sunsetAt
          ? t.rich("deprecatedUntil", { time: () => <Time at={sunsetAt} show="day" plain /> })
          : t("deprecated")}
      </span>
    );
  }
  return isNew ? <span className="block text-meta text-ok-ink">{t("new")}</span> : null;
}
