"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { useFormat } from "@/components/ui/use-format.ts";
import type { MissedCountsOut } from "@/lib/contract/message-verdicts.ts";
import type { MissedWhy } from "@/lib/contract/missed-whys.ts";

type WhyChoiceProps = {
  counts: MissedCountsOut["counts"];
  value: MissedWhy | null;
  onChange: (why: MissedWhy | null) => void;
};

/** The reasons with their numbers; a press lists one of them alone. */
export function WhyChoice({ counts, value, onChange }: WhyChoiceProps) {
  const t = useTranslations("messages");
  const format = useFormat();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const choices: [MissedWhy | null, string, number][] = [
    [null, t("missed.all"), total],
    ...counts.map(({ why, count }): [MissedWhy, string, number] => [why, t(`why.${why}`), count]),
  ];
  return (
    <fieldset className="flex flex-wrap gap-x-5 gap-y-1 border-line border-b">
      <legend className="sr-only">{t("missed.reasons")}</legend>
      {choices.map(([why, label, count]) => (
        <button
          key={why ?? "all"}
          type="button"
          aria-pressed={why === value}
          onClick={() => onChange(why)}
          className={clsx(
            "-mb-px flex min-h-8 items-baseline gap-1.5 border-b-2 text-dense coarse:min-h-11",
            why === value
              ? "border-accent font-firm text-ink"
              : "border-transparent text-ink-2 hover:border-line-strong hover:text-ink",
          )}
        >
          {label}
          <span className="text-ink-3" data-num>
            {format.count(count)}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
