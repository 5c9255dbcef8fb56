"use client";

import { scheduleWords } from "@/components/delivery-options/option-words.ts";
import { ScheduleRail } from "@/components/ui/schedule-rail.tsx";

/** What a policy comes to: its tries on the axis of time, and in a sentence. Nothing is drawn of one that cannot be read. */
export function RetryPreview({ delaysSeconds }: { delaysSeconds: readonly number[] | null }) {
  if (!delaysSeconds) {
    return <p className="text-dense text-ink-3">The tries are drawn here once every field can be read.</p>;
  }
  let atMs = 0;
  const offsetsMs = [0, ...delaysSeconds.map((delay) => (atMs += delay * 1000))];
  return (
    <div>
      <ScheduleRail offsetsMs={offsetsMs} />
      <p role="status" className="mt-1 text-dense text-ink-2" data-num>
        <strong className="font-firm text-ink">{scheduleWords(delaysSeconds)}.</strong>{" "}
        {delaysSeconds.length > 0 ? "Each wait varies by up to 20 %, so that retries do not come all at once." : null}
      </p>
    </div>
  );
}
