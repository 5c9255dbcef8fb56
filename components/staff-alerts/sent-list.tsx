"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { sentQuery } from "@/components/staff-alerts/queries.ts";
import { SENT_GLYPHS } from "@/components/staff-alerts/sent-result.tsx";
import { sentWords } from "@/components/staff-alerts/sent-words.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Time } from "@/components/ui/time.tsx";
import type { StaffAlertSentOut } from "@/lib/contract/staff-alert.ts";
import { RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "104px" },
  { id: "what", label: "What" },
  { id: "to", label: "Channel", width: "24%", from: "mid" },
  { id: "time", label: "When", width: "112px", align: "end" },
];

const WORDS: Record<StaffAlertSentOut["state"], string> = { waiting: "Waits", sent: "Taken", failed: "Given up" };
const EVENTS: Record<StaffAlertSentOut["told"][number]["event"], string> = {
  began: "began",
  rose: "got worse",
  repeated: "still fires",
  resolved: "resolved",
};

/** What channels were sent, newest first. */
export function SentList() {
  const list = useInfiniteQuery(sentQuery);
  const sent = list.data?.pages.flatMap((page) => page.data);
  if (!sent)
    return (
      <QueryWait query={list} failed="We could not load what was sent." loading="Loading what was sent" rows={3} />
    );
  if (sent.length === 0) {
    return <p className="border-line border-t py-3 text-dense text-ink-3">Nothing was sent in the last 90 days.</p>;
  }
  return (
    <>
      <LedgerTable caption="What channels were sent, newest first" columns={COLUMNS}>
        <LedgerBody>
          {sent.map((one) => (
            <LedgerRow key={one.id}>
              <LedgerCell>
                <span className="inline-flex items-center gap-1.5">
                  <StateGlyph
                    state={SENT_GLYPHS[one.state]}
                    className={clsx(TONE_MARK[toneOf(SENT_GLYPHS[one.state])], "*:animate-none")}
                  />
                  {WORDS[one.state]}
                </span>
              </LedgerCell>
              <LedgerCell head>
                <span className="block whitespace-normal break-words py-1">{whatWords(one)}</span>
                {one.failure ? (
                  <span className="block whitespace-normal pb-1 text-meta font-plain text-ink-3">
                    {sentWords(one.failure)}
                  </span>
                ) : null}
              </LedgerCell>
              <LedgerCell from="mid" faint>
                {one.channelName}
              </LedgerCell>
              <LedgerCell align="end" faint>
                <Time at={one.sentAt ?? one.createdAt} />
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
      <LoadMore list={list} />
    </>
  );
}

function whatWords({ isTest, told }: StaffAlertSentOut): string {
  if (isTest) return "Test";
  return told.map(({ rule, event }) => `${RULE_TERMS[rule].title}: ${EVENTS[event]}`).join(" · ");
}
