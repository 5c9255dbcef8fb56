"use client";

import { ChevronRight } from "lucide-react";
import { AuditEntry } from "@/components/audit/audit-entry.tsx";
import { actionWords, actorKind } from "@/components/audit/words.ts";
import { LedgerCell, LedgerRow } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { AuditEntryOut } from "@/lib/contract/audit.ts";

type AuditRowProps = {
  entry: AuditEntryOut;
  open: boolean;
  /** That are always there. */
  columns: number;
  onToggle: () => void;
  onActor: (id: string) => void;
  onObject: (id: string) => void;
};

/** One line; pressed, what it says in full comes under it. */
export function AuditRow({ entry, open, columns, onToggle, onActor, onObject }: AuditRowProps) {
  const { actor, action, object, application, reason } = entry;
  const detailId = `entry-${entry.id}`;
  return (
    <>
      <LedgerRow current={open}>
        <LedgerCell>
          <Time at={entry.createdAt} show="clock" plain />
        </LedgerCell>
        <LedgerCell head wraps>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? detailId : undefined}
            onClick={onToggle}
            className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-mark text-start text-ink hover:underline hover:decoration-line-strong hover:underline-offset-3 coarse:min-h-11"
          >
            <ChevronRight
              aria-hidden="true"
              size={14}
              strokeWidth={1.5}
              className={open ? "shrink-0 rotate-90 text-ink-3" : "shrink-0 text-ink-3"}
            />
            <span className="min-w-0 break-words">{actionWords(action)}</span>
          </button>
        </LedgerCell>
        <LedgerCell wraps>
          {actor.name} <span className="text-ink-3">{actorKind(actor.kind)}</span>
        </LedgerCell>
        <LedgerCell machine faint from="lg">
          {object.id ?? object.kind}
        </LedgerCell>
        <LedgerCell faint from="md">
          {application ? application.name || application.id : "–"}
        </LedgerCell>
        <LedgerCell faint from="xl">
          {reason ?? "–"}
        </LedgerCell>
      </LedgerRow>
      {open ? (
        <tr id={detailId}>
          {/* As wide as the table: a span over all columns would bring hidden ones back as empty space. */}
          <td colSpan={columns}>
            <div className="w-[100cqw] ps-5">
              <AuditEntry entry={entry} onActor={onActor} onObject={onObject} />
            </div>
          </td>
        </tr>
      ) : null}
    </>
  );
}
