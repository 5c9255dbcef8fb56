"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { momentOfWall, wallTime } from "@/components/filters/zone-time.ts";
import { NO_SPAN } from "@/components/replays/replay-params.ts";
import type { SinceChange } from "@/components/replays/since-section.tsx";
import { useClock } from "@/components/ui/clock.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type CustomSpanProps = { span: { since: string; until: string | null }; onChange: (changes: SinceChange) => void };

/** Two moments in the reader's zone. */
export function CustomSpan({ span, onChange }: CustomSpanProps) {
  const t = useTranslations("replays");
  const { zone } = useClock();
  const format = useFormat();
  const [from, setFrom] = useState(() => wallTime(Date.parse(span.since), zone));
  const [to, setTo] = useState(() => (span.until ? wallTime(Date.parse(span.until), zone) : ""));
  const [error, setError] = useState<string | null>(null);

  function take(nextFrom: string, nextTo: string) {
    setFrom(nextFrom);
    setTo(nextTo);
    const [fromMs, toMs] = [momentOfWall(nextFrom, zone), momentOfWall(nextTo, zone)];
    const isWrong = fromMs !== null && toMs !== null && fromMs >= toMs;
    setError(isWrong ? t("new.wrongOrder") : null);
    // A date that is half typed is none yet.
    if (isWrong || fromMs === null) return;
    const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    onChange({ ...NO_SPAN, from: iso(fromMs), to: iso(toMs) });
  }

  return (
    <div className="flex flex-wrap gap-x-4 gap-y-3">
      <Field label={t("new.from")} className="w-56 max-w-full">
        <Input type="datetime-local" value={from} onChange={(event) => take(event.target.value, to)} />
      </Field>
      <Field
        label={t("new.to")}
        error={error}
        hint={t("new.toHint", { zone: zone.replaceAll("_", " "), offset: format.offset(Date.parse(span.since)) })}
        className="w-56 max-w-full"
      >
        <Input type="datetime-local" value={to} onChange={(event) => take(from, event.target.value)} />
      </Field>
    </div>
  );
}
