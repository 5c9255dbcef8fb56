"use client";

import { formatWaits, parseWaits } from "@/components/delivery-options/waits.ts";
import { InForce } from "@/components/installation/in-force.tsx";
import { offsetsOf, scheduleSentence } from "@/components/installation/schedule.ts";
import { SettingField } from "@/components/installation/setting-field.tsx";
import { SettingsForm } from "@/components/installation/settings-form.tsx";
import type { BreakerSettings } from "@/components/installation/types.ts";
import {
  numberText,
  type SettingText,
  useSettings,
  useSettingsForm,
} from "@/components/installation/use-settings-form.ts";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValueList } from "@/components/ui/key-value.tsx";
import { ScheduleRail } from "@/components/ui/schedule-rail.tsx";
import { StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { SettingsOut } from "@/lib/contract/installation-settings.ts";

const WAITS: SettingText = {
  called: "The schedule",
  write: (seconds: readonly number[]) => formatWaits(seconds),
  read: (text) => {
    const waits = parseWaits(text);
    return "wrong" in waits
      ? { wrong: `“${waits.wrong}” is no wait. Write it as 30s, 5m, 2h or 1d.` }
      : { value: waits.seconds };
  },
};
const TEXTS = {
  retryDelaysSeconds: WAITS,
  requestTimeoutSeconds: numberText("The time for a reply", { least: 1, most: 60, unit: "seconds" }),
  endpointOffAfterHours: numberText("The time until it is turned off", { least: 0, most: 8760, unit: "hours" }),
};

/** The schedule as a rail, and what else decides about a try. */
export function RetrySettings({ breaker }: { breaker: BreakerSettings }) {
  const out = useSettings();
  return out ? <RetryForm out={out} breaker={breaker} /> : null;
}

function RetryForm({ out, breaker }: { out: SettingsOut; breaker: BreakerSettings }) {
  const format = useFormat();
  const form = useSettingsForm(out, TEXTS);
  const waits = parseWaits(form.textOf("retryDelaysSeconds"));
  const delays = "seconds" in waits ? waits.seconds : out.settings.retryDelaysSeconds.value;
  const hours = Number(form.textOf("endpointOffAfterHours"));
  const { breakerFailures } = breaker;
  return (
    <div className="grid grid-cols-1 gap-8">
      <SettingsForm form={form} out={out} label="Retries">
        <div role="status">
          <StatusSentence>{scheduleSentence(delays, format)}.</StatusSentence>
          <ScheduleRail offsetsMs={offsetsOf(delays)} className="mt-4" />
        </div>
        <SettingField
          form={form}
          out={out}
          name="retryDelaysSeconds"
          label="Waits"
          hint="After each try that fails, such as 5s 5m 30m 2h, before jitter of 20 % in both directions; nothing is a single try. A server that asks for more time by Retry-After gets up to an hour; 429, 502, 504 and timeouts wait a minute at least."
        />
        <SettingField
          form={form}
          out={out}
          name="requestTimeoutSeconds"
          label="Time for a reply"
          unit="seconds"
          hint="Of the whole request, from connecting to the end of the reply."
        />
        <SettingField
          form={form}
          out={out}
          name="endpointOffAfterHours"
          label="Turned off after"
          unit={hours >= 48 ? `hours, which is ${format.span(hours * 3_600_000)}` : "hours"}
          hint="An endpoint where every try fails for so long is turned off by the next one that fails; 0 is never. Its owner is told a day before. What it misses is kept and can be replayed."
        />
      </SettingsForm>
      <section aria-labelledby="breaker">
        <h2 id="breaker" className="mb-2 text-lead">
          Breaker
        </h2>
        <KeyValueList>
          <InForce
            label="Opens"
            {...breakerFailures}
            hint="From then on the endpoint is only probed; what is due for it waits, and nothing is lost. These three are set by the environment alone."
          >
            {breakerFailures.value === 0
              ? "never"
              : `after ${formatQuantity(breakerFailures.value, "failure", "failures")} in a row`}
          </InForce>
          <InForce label="First probe" {...breaker.breakerPauseSeconds}>
            after {format.span(breaker.breakerPauseSeconds.value * 1000)}
          </InForce>
          <InForce
            label="Longest pause"
            {...breaker.breakerMaxPauseSeconds}
            hint="Each probe that fails doubles the pause, up to this."
          >
            {format.span(breaker.breakerMaxPauseSeconds.value * 1000)}
          </InForce>
        </KeyValueList>
      </section>
    </div>
  );
}
