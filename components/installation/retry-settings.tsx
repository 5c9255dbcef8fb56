import { InForce } from "@/components/installation/in-force.tsx";
import { offsetsOf, scheduleSentence } from "@/components/installation/schedule.ts";
import type { RetrySettings as Settings } from "@/components/installation/types.ts";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { formatSpan } from "@/components/ui/format-time.ts";
import { KeyValueList } from "@/components/ui/key-value.tsx";
import { ScheduleRail } from "@/components/ui/schedule-rail.tsx";
import { StatusSentence } from "@/components/ui/status-sentence.tsx";

/** The schedule as a rail, and what else decides about a try. */
export function RetrySettings({ settings }: { settings: Settings }) {
  const { scheduleSeconds, timeoutSeconds, offAfterHours, breakerFailures } = settings;
  const delays = scheduleSeconds.value;
  const pause = formatSpan(settings.breakerPauseSeconds.value * 1000);
  const maxPause = formatSpan(settings.breakerMaxPauseSeconds.value * 1000);
  return (
    <div className="grid grid-cols-1 gap-8">
      <div>
        <StatusSentence>{scheduleSentence(delays)}.</StatusSentence>
        <ScheduleRail offsetsMs={offsetsOf(delays)} className="mt-4 max-w-container-lg" />
      </div>
      <KeyValueList>
        <InForce
          label="Waits"
          {...scheduleSeconds}
          hint="After each try that fails, before jitter of 20 % in both directions. A server that asks for more time by Retry-After gets up to an hour; 429, 502, 504 and timeouts wait a minute at least."
        >
          {delays.length === 0 ? "none" : delays.map((seconds) => formatSpan(seconds * 1000)).join(", ")}
        </InForce>
        <InForce
          label="Time for a reply"
          {...timeoutSeconds}
          hint="Of the whole request, from connecting to the end of the reply."
        >
          {formatSpan(timeoutSeconds.value * 1000)}
        </InForce>
        <InForce
          label="Turned off"
          {...offAfterHours}
          hint={
            offAfterHours.value === 0
              ? "An endpoint that only fails is never turned off by us."
              : "An endpoint where every try fails for so long is turned off by the next one that fails. Its owner is told a day before. What it misses is kept and can be replayed."
          }
        >
          {offAfterHours.value === 0 ? "never" : `after ${formatSpan(offAfterHours.value * 3_600_000)}`}
        </InForce>
        <InForce
          label="Breaker opens"
          {...breakerFailures}
          hint="From then on the endpoint is only probed; what is due for it waits, and nothing is lost."
        >
          {breakerFailures.value === 0
            ? "never"
            : `after ${formatQuantity(breakerFailures.value, "failure", "failures")} in a row`}
        </InForce>
        <InForce label="First probe" {...settings.breakerPauseSeconds}>
          after {pause}
        </InForce>
        <InForce
          label="Longest pause"
          {...settings.breakerMaxPauseSeconds}
          hint="Each probe that fails doubles the pause, up to this."
        >
          {maxPause}
        </InForce>
      </KeyValueList>
    </div>
  );
}
