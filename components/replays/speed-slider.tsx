"use client";

import { useTranslations } from "use-intl";
import { speedSteps } from "@/components/replays/speed.ts";
import { Field, useFieldControl } from "@/components/ui/field.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type SpeedSliderProps = { rate: number | null; limit: number | null; onChange: (rate: number | null) => void };

/** Steps, because between 1 and 1,000 nobody hits a number. Arrow keys and presses on the line move it too. */
export function SpeedSlider({ rate, limit, onChange }: SpeedSliderProps) {
  const t = useTranslations("replays");
  const format = useFormat();
  const isLower = limit !== null && (rate === null || rate > limit);
  return (
    <Field
      label={t("new.speed")}
      className="content-start"
      hint={isLower ? t("new.speedLimit", { limit: format.count(Math.round(limit * 10) / 10) }) : null}
    >
      <Slider steps={speedSteps(rate)} rate={rate} onChange={onChange} />
    </Field>
  );
}

function Slider({ steps, rate, onChange }: { steps: (number | null)[] } & Omit<SpeedSliderProps, "limit">) {
  const t = useTranslations("replays");
  const control = useFieldControl();
  const text = rate === null ? t("new.speedFastest") : t("new.speedValue", { rate });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <input
        {...control}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={steps.indexOf(rate)}
        aria-valuetext={text}
        onChange={(event) => onChange(steps[Number(event.target.value)] ?? null)}
        className="h-6 w-60 max-w-full accent-accent coarse:h-11"
      />
      <span className="text-dense" data-num>
        {text}
      </span>
    </div>
  );
}
