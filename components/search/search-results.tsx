"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { exactHit, hasMachineTitle, hitHref, KIND_WORDS } from "@/components/search/hit.ts";
import { HitDetail } from "@/components/search/hit-detail.tsx";
import { searchQuery } from "@/components/search/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Input } from "@/components/ui/input.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { SearchedPayloads, SearchHitOut } from "@/lib/contract/search.ts";

const COLUMNS = [
  { id: "title", label: "Found", width: "34%" },
  { id: "detail", label: "Detail" },
  { id: "application", label: "Application", width: "24%", from: "md" as const },
];

/** Everything that a text finds, in groups. */
export function SearchResults({ q }: { q: string }) {
  const [text, setText] = useState(q);
  const router = useRouter();
  const found = useQuery(searchQuery(q, { deep: true }));

  return (
    <>
      <search>
        <form
          className="mt-4 max-w-measure"
          onSubmit={(event) => {
            event.preventDefault();
            router.push(text.trim() ? `/console/search?q=${encodeURIComponent(text.trim())}` : "/console/search");
          }}
        >
          <Field
            label="What to look for"
            hint="Any id, event id or idempotency key, a name, part of a URL, an e-mail address, words of a payload"
          >
            <div className="flex gap-2">
              <Input
                name="q"
                value={text}
                onChange={(event) => setText(event.target.value)}
                autoFocus={q === ""}
                className="flex-1"
              />
              <Button type="submit" variant="primary" icon={<Search aria-hidden="true" size={16} strokeWidth={1.5} />}>
                Search
              </Button>
            </div>
          </Field>
        </form>
      </search>
      <div className="mt-6">
        {found.data ? (
          <>
            <Groups hits={found.data.data} q={q} />
            <Payloads searched={found.data.payloads} q={q} />
          </>
        ) : found.error ? (
          <ErrorPanel
            title="We could not search."
            onRetry={() => void found.refetch()}
            retrying={found.isFetching}
            requestId={found.error instanceof ApiError ? found.error.requestId : null}
          >
            {found.error.message}
          </ErrorPanel>
        ) : q === "" ? null : (
          <SkeletonRows label="Searching" />
        )}
      </div>
    </>
  );
}

/** As many of a kind as the service answers. */
const AT_MOST = 10;

/** Which payloads were read: what was not looked at may hold it, too. */
function Payloads({ searched, q }: { searched: SearchedPayloads | null; q: string }) {
  if (!searched) return null;
  const read = formatQuantity(searched.messages, "message", "messages");
  const wasSearched = searched.messages === 1 ? "was searched" : "were searched";
  return (
    <p className="mt-6 border-line border-t pt-3 text-dense text-ink-2">
      {searched.since ? (
        <>
          Payloads: the newest {read} {wasSearched}, back to <Time at={searched.since} show="moment" />. For an earlier
          time, filter the <TextLink href={`/console/deliveries?${new URLSearchParams({ q })}`}>deliveries</TextLink>.
        </>
      ) : (
        <>
          Payloads:{" "}
          {searched.messages === 0
            ? "none is kept"
            : searched.messages === 1
              ? "the only message that is kept was searched"
              : `all ${read} that are kept were searched`}
          .
        </>
      )}
      {searched.count > AT_MOST ? ` ${formatCount(searched.count)} hold it.` : ""}
    </p>
  );
}

function Groups({ hits, q }: { hits: SearchHitOut[]; q: string }) {
  if (hits.length === 0) {
    return (
      <Empty title={`Nothing has “${q}”.`}>
        Ids must be complete: a mistyped one is not found. Idempotency keys are found for 12 hours.
      </Empty>
    );
  }
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  const exact = exactHit(hits);
  return (
    <div className="grid grid-cols-1 gap-8">
      {kinds.map((kind) => {
        const own = hits.filter((hit) => hit.kind === kind);
        const words = KIND_WORDS[kind];
        return (
          <section key={kind} aria-label={words.many}>
            <h2 className="mb-1 text-lead">
              {own.length < AT_MOST ? "" : kind === "eventType" ? "The first " : "The newest "}
              {formatQuantity(own.length, words.one.toLowerCase(), words.many.toLowerCase())}
            </h2>
            <LedgerTable caption={words.many} columns={COLUMNS} headHidden>
              <LedgerBody>
                {own.map((hit) => (
                  <LedgerRow key={hit.id} current={hit === exact && hits.length > 1}>
                    <LedgerCell head wraps>
                      <RowLink prefetch={false} href={hitHref(hit)}>
                        <span
                          className={
                            hasMachineTitle(hit) ? "text-mono wrap-anywhere md:truncate" : "wrap-anywhere md:truncate"
                          }
                        >
                          {hit.title}
                        </span>
                      </RowLink>
                    </LedgerCell>
                    <LedgerCell faint wraps>
                      <HitDetail hit={hit} />
                    </LedgerCell>
                    <LedgerCell from="md" faint>
                      {hit.kind === "application" ? null : hit.applicationName}
                    </LedgerCell>
                  </LedgerRow>
                ))}
              </LedgerBody>
            </LedgerTable>
          </section>
        );
      })}
    </div>
  );
}
