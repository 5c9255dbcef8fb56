"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import type { Range } from "@/components/filters/range.ts";
import type { ReplayParams, SinceChoice } from "@/components/replays/replay-params.ts";
import { NO_SPAN } from "@/components/replays/replay-params.ts";
import type { NewReplay } from "@/components/replays/use-new-replay.ts";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Time } from "@/components/ui/time.tsx";

const USUAL = ["1h", "24h", "7d"] as const;
const CustomSpan = dynamic(async () => (await import("@/components/replays/custom-span.tsx")).CustomSpan);

export type SinceChange = Pick<ReplayParams, "since" | "range" | "from" | "to">;

type SinceSectionProps = {
  replay: Pick<NewReplay, "since" | "span" | "windows" | "chosen">;
  onChange: (changes: SinceChange) => void;
};

/** The span that the history suggests comes first; a length of time after it, moments last. */
export function SinceSection({ replay, onChange }: SinceSectionProps) {
  const t = useTranslations("replays");
  const { since, span, windows, chosen } = replay;
  const isRange = since !== "failing" && since !== "off" && since !== "custom";
  const ranges: Range[] = [...new Set<Range>(isRange ? [...USUAL, since] : USUAL)];

  function choose(value: string) {
    if (value === "failing" || value === "off") return onChange({ ...NO_SPAN, since: value });
    if (value !== "custom") return onChange({ ...NO_SPAN, range: value as Range });
    onChange({ ...NO_SPAN, from: span?.since ?? null, to: span?.until ?? null });
  }

  const options: { value: SinceChoice; label: React.ReactNode }[] = [
    ...(windows.failing
      ? [
          {
            value: "failing" as const,
            label: (
              <Preset words={chosen.length > 1 ? "sinceFailingMany" : "sinceFailing"} at={windows.failing.since} />
            ),
          },
        ]
      : []),
    ...(windows.off ? [{ value: "off" as const, label: <Preset words="whileOff" at={windows.off.since} /> }] : []),
    ...ranges.map((range) => ({ value: range, label: t(`new.range.${range}`) })),
    { value: "custom", label: t("new.custom") },
  ];
  return (
    <div className="grid gap-3">
      <RadioGroup inline legend={t("new.since")} name="since" value={since} onChange={choose} options={options} />
      {since === "custom" && span ? (
        <CustomSpan key={span.since ? "known" : "none"} span={span} onChange={onChange} />
      ) : null}
    </div>
  );
}

type PresetKey = "sinceFailing" | "sinceFailingMany" | "whileOff";

function Preset({ words, at }: { words: PresetKey; at: string }) {
  const t = useTranslations("replays.new");
  return t.rich(words, { at: () => <Time at={at} show="since" precision="minute" plain /> });
}
