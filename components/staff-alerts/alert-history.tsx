"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { LevelLabel } from "@/components/staff-alerts/level-label.tsx";
import { historyQuery } from "@/components/staff-alerts/queries.ts";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffAlertOut } from "@/lib/contract/staff-alert.ts";
import { RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";
import { conditionWords, spanWords, valueWords } from "@/lib/contract/staff-alert-words.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "level", label: "Worst", width: "104px" },
  { id: "rule", label: "Rule" },
  { id: "value", label: "Last seen", width: "104px", from: "mid" },
  { id: "threshold", label: "Threshold", width: "24%", from: "lg" },
  { id: "lasted", label: "Lasted", width: "120px", from: "mid" },
  { id: "began", label: "Began", width: "112px", align: "end" },
];

const ENDS: Record<NonNullable<StaffAlertOut["endedBecause"]>, string> = {
  better: "",
  too_few: ", then too few tries",
  turned_off: ", then turned off",
};

/** Each time that a rule fired, newest first. */
export function AlertHistory() {
  const list = useInfiniteQuery({ ...historyQuery, refetchInterval: 30_000 });
  const alerts = list.data?.pages.flatMap((page) => page.data);
  if (!alerts)
    return <QueryWait query={list} failed="We could not load the history." loading="Loading the history" rows={3} />;
  if (alerts.length === 0) {
    return <p className="border-line border-t py-3 text-dense text-ink-3">No rule has fired in the last 90 days.</p>;
  }
  return (
    <>
      <LedgerTable caption="Each time that a rule fired, newest first" columns={COLUMNS}>
        <LedgerBody>
          {alerts.map((alert) => (
            <LedgerRow key={alert.id}>
              <LedgerCell>
                <LevelLabel level={alert.peak} />
              </LedgerCell>
              <LedgerCell head wraps>
                {RULE_TERMS[alert.rule].title}
                <span className="block font-plain text-ink-2 text-meta @min-[36rem]:hidden">{lastedWords(alert)}</span>
              </LedgerCell>
              <LedgerCell from="mid" faint>
                {alert.value === null ? "–" : valueWords(alert.rule, alert.value)}
              </LedgerCell>
              <LedgerCell from="lg" faint>
                {conditionWords(alert.rule, alert.level, alert.threshold)}
              </LedgerCell>
              <LedgerCell from="mid" faint wraps>
                {lastedWords(alert)}
              </LedgerCell>
              <LedgerCell align="end" faint>
                <Time at={alert.beganAt} />
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
      <LoadMore list={list} />
    </>
  );
}

function lastedWords({ beganAt, endedAt, endedBecause }: StaffAlertOut): string {
  if (endedAt === null) return "still fires";
  const span = spanWords(Math.round((Date.parse(endedAt) - Date.parse(beganAt)) / 1000));
  return `${span}${endedBecause ? ENDS[endedBecause] : ""}`;
}
