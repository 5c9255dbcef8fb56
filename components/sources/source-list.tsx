"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { KINDS } from "@/components/sources/kinds.ts";
import { sourcesQuery } from "@/components/sources/queries.ts";
import { SourceState } from "@/components/sources/source-state.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { MiddleTruncate } from "@/components/ui/middle-truncate.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";

const SourceDialog = dynamic(() =>
  import("@/components/sources/source-dialog.tsx").then((module) => module.SourceDialog),
);

const REFRESH_MS = 15_000;
const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "148px" },
  { id: "name", label: "Name" },
  { id: "kind", label: "Provider", width: "160px", from: "sm" },
  { id: "url", label: "Address", width: "32%", from: "lg" },
  { id: "last", label: "Last request", width: "132px", align: "end", from: "md" },
];

/** An application's inbound sources. */
export function SourceList({ applicationId }: { applicationId: string }) {
  const list = useQuery({ ...sourcesQuery(applicationId), refetchInterval: REFRESH_MS });
  const [adding, setAdding] = useState(false);
  const noEngineer = useForbidden("createSource");
  const add = (
    <Button
      variant="primary"
      icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
      unavailable={noEngineer}
      onClick={() => setAdding(true)}
    >
      Add source
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="grow text-page">Sources</h1>
        {list.data && list.data.length > 0 ? add : null}
      </div>
      <p className="mt-1 mb-4 max-w-measure text-body text-ink-2">
        Webhooks of other providers, verified here and forwarded as messages to the endpoints of this application.
      </p>
      {list.error && !list.data ? <QueryError title="We could not load the sources." query={list} /> : null}
      {!list.data && !list.error ? <SkeletonRows label="Loading sources" /> : null}
      {list.data?.length === 0 ? (
        <Empty title="There is no source yet." action={add}>
          Add one for GitHub, Stripe, Slack, Shopify or anybody who signs. You get an address to enter there.
        </Empty>
      ) : null}
      {list.data && list.data.length > 0 ? (
        <LedgerTable caption="Sources, newest first" columns={COLUMNS}>
          <LedgerBody>
            {list.data.map((source) => (
              <LedgerRow key={source.id}>
                <LedgerCell>
                  <SourceState source={source} />
                </LedgerCell>
                <LedgerCell head>
                  <RowLink prefetch={false} href={`/console/applications/${applicationId}/sources/${source.id}`}>
                    <span className="truncate">{source.name}</span>
                  </RowLink>
                </LedgerCell>
                <LedgerCell from="sm" faint>
                  {KINDS[source.kind].label}
                </LedgerCell>
                <LedgerCell from="lg" faint>
                  <MiddleTruncate text={source.url} />
                </LedgerCell>
                <LedgerCell from="md" align="end" faint>
                  {source.lastRequestAt ? <Time at={source.lastRequestAt} /> : "never"}
                </LedgerCell>
              </LedgerRow>
            ))}
          </LedgerBody>
        </LedgerTable>
      ) : null}
      {adding ? <SourceDialog applicationId={applicationId} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
