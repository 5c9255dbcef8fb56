"use client";

import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { DrainDialog, workerName } from "@/components/system/drain-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { type State, StateGlyph } from "@/components/ui/glyph.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Time } from "@/components/ui/time.tsx";
import type { SystemOut, WorkerOut } from "@/lib/contract/system.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "104px" },
  { id: "name", label: "Host · process" },
  { id: "version", label: "Version", width: "88px", from: "lg" },
  { id: "flight", label: "In flight", width: "72px", align: "end" },
  { id: "pool", label: "Connections", width: "112px", align: "end", from: "md" },
  { id: "started", label: "Started", width: "104px", from: "md" },
  { id: "seen", label: "Last heartbeat", width: "112px", from: "sm" },
  { id: "action", label: "", hiddenLabel: "Action", width: "92px", align: "end" },
];

const STATES: Record<WorkerOut["state"], { glyph: State; word: string }> = {
  working: { glyph: "healthy", word: "Working" },
  draining: { glyph: "sending", word: "Draining" },
  drained: { glyph: "paused", word: "Drained" },
  resuming: { glyph: "sending", word: "Resuming" },
  silent: { glyph: "failing", word: "Silent" },
};

/** The processes that send, what each is about, and how to stop one from taking on more. */
export function WorkerTable({ system }: { system: SystemOut }) {
  const [asked, setAsked] = useState<WorkerOut | null>(null);
  const { workers } = system;
  if (workers.length === 0) {
    return (
      <Empty title="No worker is running.">
        Nothing is sent: messages are accepted, and their deliveries wait. Start the worker process.
      </Empty>
    );
  }
  return (
    <>
      <ProxyTroubles workers={workers} />
      <LedgerTable caption="Workers" columns={COLUMNS}>
        <LedgerBody>
          {workers.map((worker) => (
            <WorkerRow key={worker.id} worker={worker} onAsk={() => setAsked(worker)} />
          ))}
        </LedgerBody>
      </LedgerTable>
      {asked ? <DrainDialog worker={asked} system={system} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

/** Above the table, whose cells have no room for what a proxy says. */
function ProxyTroubles({ workers }: { workers: WorkerOut[] }) {
  const shut = workers.filter(({ proxyFailingSince }) => proxyFailingSince !== null);
  if (shut.length === 0) return null;
  return (
    <ul className="mb-3 grid gap-1 text-body text-fail-ink">
      {shut.map((worker) => (
        <li key={worker.id} className="break-words">
          {workerName(worker)} gets nothing out: {worker.proxySays}
          {worker.proxyFailingSince ? (
            <>
              , first <Time at={worker.proxyFailingSince} plain />
            </>
          ) : null}
          .
        </li>
      ))}
    </ul>
  );
}

function WorkerRow({ worker, onAsk }: { worker: WorkerOut; onAsk: () => void }) {
  const forbidden = useForbidden("drainWorker");
  const { glyph, word } = STATES[worker.state];
  const name = workerName(worker);
  const action = worker.drainAt ? "Resume" : "Drain";
  return (
    <LedgerRow>
      <LedgerCell>
        <span className="inline-flex items-center gap-1.5">
          <StateGlyph state={glyph} className={TONE_MARK[toneOf(glyph)]} />
          {word}
        </span>
      </LedgerCell>
      <LedgerCell head title={worker.id}>
        {name}
        {worker.drainAt ? (
          <span className="block truncate pb-1 text-meta font-plain text-ink-3">
            told by {worker.drainBy ?? "somebody"} <Time at={worker.drainAt} plain />
          </span>
        ) : null}
      </LedgerCell>
      <LedgerCell from="lg" faint machine>
        {worker.version}
      </LedgerCell>
      <LedgerCell align="end" data-num>
        {formatCount(worker.inFlight)}
      </LedgerCell>
      <LedgerCell from="md" align="end" faint data-num>
        {worker.pool ? `${worker.pool.busy} of ${worker.pool.most}` : "–"}
      </LedgerCell>
      <LedgerCell from="md" faint>
        <Time at={worker.startedAt} />
      </LedgerCell>
      <LedgerCell from="sm" faint>
        <Time at={worker.seenAt} />
      </LedgerCell>
      <LedgerCell align="end">
        <Button size="small" aria-label={`${action} ${name}`} unavailable={forbidden} onClick={onAsk}>
          {action}…
        </Button>
      </LedgerCell>
    </LedgerRow>
  );
}
