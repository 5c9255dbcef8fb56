"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { CreateKeyDialog } from "@/components/api-keys/create-key-dialog.tsx";
import { placeWords, scopeWords } from "@/components/api-keys/key-limits.ts";
import { apiKeysQuery } from "@/components/api-keys/queries.ts";
import { RevokeKeyDialog } from "@/components/api-keys/revoke-key-dialog.tsx";
import { RollKeyDialog } from "@/components/api-keys/roll-key-dialog.tsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ApiKeyOut } from "@/lib/contract/api-key.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "name", label: "Name" },
  { id: "key", label: "Key", width: "128px", from: "sm" },
  { id: "may", label: "May do", width: "152px", from: "mid" },
  { id: "used", label: "Last used", width: "112px", from: "sm" },
  { id: "ends", label: "Ends", width: "104px", from: "md" },
  { id: "by", label: "Created by", width: "14%", from: "xl" },
  { id: "created", label: "Created", width: "104px", from: "md" },
  { id: "action", label: "", hiddenLabel: "Action", width: "148px", align: "end" },
];

/** Keys that work, and below them those that do not any more. */
export function KeyList({ nowMs }: { nowMs: number }) {
  const list = useInfiniteQuery(apiKeysQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyOut | null>(null);
  const [rolling, setRolling] = useState<ApiKeyOut | null>(null);
  const keys = list.data?.pages.flatMap((page) => page.data);
  const isOver = (key: ApiKeyOut) =>
    key.revokedAt !== null || (key.expiresAt !== null && Date.parse(key.expiresAt) <= nowMs);
  const active = keys?.filter((key) => !isOver(key)) ?? [];
  const over = keys?.filter(isOver) ?? [];

  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="grow text-page">API keys</h1>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={() => setCreating(true)}
        >
          Create key
        </Button>
      </div>
      <p className="mt-1 mb-4 max-w-measure text-body text-ink-2">
        Your backend sends one as <span className="text-mono">Authorization: Bearer ph_live_…</span>. A key belongs on
        servers, never in a browser or an app; limit it to what it is for.
      </p>
      <QueryWait query={list} failed="We could not load the keys." loading="Loading keys" />
      {keys && active.length === 0 ? (
        <Empty title="No key works at the moment.">Create one; its value is shown once.</Empty>
      ) : null}
      {active.length > 0 ? (
        <LedgerTable caption="API keys that work, newest first" columns={COLUMNS} stale={list.isRefetching}>
          <LedgerBody>
            {active.map((key) => (
              <KeyRow key={key.id} apiKey={key} onRoll={() => setRolling(key)} onRevoke={() => setRevoking(key)} />
            ))}
          </LedgerBody>
        </LedgerTable>
      ) : null}
      {over.length > 0 ? (
        <details className="mt-8 border-line border-t pt-3">
          <summary className="w-fit rounded-mark text-dense text-ink-2 hover:text-ink">
            {over.length} revoked or ended
          </summary>
          <LedgerTable caption="API keys that are revoked or ended" columns={COLUMNS} className="mt-2">
            <LedgerBody>
              {over.map((key) => (
                <KeyRow key={key.id} apiKey={key} />
              ))}
            </LedgerBody>
          </LedgerTable>
        </details>
      ) : null}
      <LoadMore list={list} />
      {creating ? <CreateKeyDialog onClose={() => setCreating(false)} /> : null}
      {rolling ? <RollKeyDialog apiKey={rolling} onClose={() => setRolling(null)} /> : null}
      {revoking ? <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}

type KeyRowProps = { apiKey: ApiKeyOut; onRoll?: () => void; onRevoke?: () => void };

function KeyRow({ apiKey, onRoll, onRevoke }: KeyRowProps) {
  const { name, last4, scopes, lastUsedAt, expiresAt, createdBy, createdAt, revokedAt } = apiKey;
  const place = [placeWords(apiKey), apiKey.replacedById ? "rolled: a newer one takes its place" : ""]
    .filter(Boolean)
    .join("; ");
  return (
    <LedgerRow>
      <LedgerCell head>
        {name}
        {place ? <span className="block whitespace-normal pb-1 text-meta font-plain text-ink-3">{place}</span> : null}
      </LedgerCell>
      <LedgerCell from="sm" machine faint>
        ph_live_…{last4}
      </LedgerCell>
      <LedgerCell from="mid" faint>
        <span title={scopes.join(", ")}>{scopeWords(scopes)}</span>
      </LedgerCell>
      <LedgerCell from="sm" faint>
        {lastUsedAt ? <Time at={lastUsedAt} /> : "never"}
      </LedgerCell>
      <LedgerCell from="md" faint>
        {revokedAt ? "revoked" : expiresAt ? <Time at={expiresAt} /> : "never"}
      </LedgerCell>
      <LedgerCell from="xl" faint>
        {createdBy}
      </LedgerCell>
      <LedgerCell from="md" faint>
        <Time at={createdAt} show="day" />
      </LedgerCell>
      <LedgerCell align="end">
        {onRoll && !apiKey.replacedById ? (
          <Button size="small" className="me-1.5" aria-label={`Roll ${name}`} onClick={onRoll}>
            Roll…
          </Button>
        ) : null}
        {onRevoke ? (
          <Button size="small" aria-label={`Revoke ${name}`} onClick={onRevoke}>
            Revoke…
          </Button>
        ) : null}
      </LedgerCell>
    </LedgerRow>
  );
}
