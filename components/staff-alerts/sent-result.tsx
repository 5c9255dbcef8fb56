"use client";

import { clsx } from "clsx";
import { sentWords } from "@/components/staff-alerts/sent-words.ts";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Time } from "@/components/ui/time.tsx";
import type { StaffAlertSentOut } from "@/lib/contract/staff-alert.ts";

export const SENT_GLYPHS: Record<StaffAlertSentOut["state"], State> = {
  waiting: "sending",
  sent: "delivered",
  failed: "failed",
};

/** What became of one thing that was sent, with what the other side said. */
export function SentResult({ sent }: { sent: StaffAlertSentOut }) {
  const { state, failure, answer, sentAt, nextTryAt, createdAt, isTest, tries } = sent;
  const what = isTest ? "The test" : "The last alert";
  const glyph = state === "waiting" && failure ? "retrying" : SENT_GLYPHS[state];
  return (
    <div role="status" className="flex items-start gap-2 text-dense text-ink-2">
      <StateGlyph state={glyph} className={clsx("mt-0.5", TONE_MARK[toneOf(glyph)])} />
      <div className="min-w-0">
        {state === "sent" ? (
          <p>
            {what} was taken <Time at={sentAt ?? createdAt} plain />.
          </p>
        ) : state === "failed" ? (
          <p>
            {what} did not get through, and is not tried again. {failure ? sentWords(failure) : null}
          </p>
        ) : failure && nextTryAt ? (
          <p>
            {what} did not get through in {tries === 1 ? "one try" : `${tries} tries`}. {sentWords(failure)} The next
            try is <Time at={nextTryAt} plain />.
          </p>
        ) : (
          <p>{what} is on its way.</p>
        )}
        {answer ? <p className="break-all text-mono text-ink-3">{answer}</p> : null}
      </div>
    </div>
  );
}
