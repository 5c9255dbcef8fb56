"use client";

import { useTranslations } from "use-intl";
import type { Missed } from "@/components/endpoints/use-turn-on.ts";
import { useTimeText } from "@/components/ui/clock.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

export type AlsoReplay = "all" | "none" | "choose";

type TurnOnMissedProps = { missed: Missed; also: AlsoReplay; onChange: (also: AlsoReplay) => void };

/** What was not sent is not lost: it goes now, or later by choice. */
export function TurnOnMissed({ missed, also, onChange }: TurnOnMissedProps) {
  const t = useTranslations("replays");
  const format = useFormat();
  const since = useTimeText((nowMs) => (missed.since ? format.moment(Date.parse(missed.since), nowMs, "minute") : ""));
  if (missed.error) return <p>{t("turnOn.countError")}</p>;
  const { count, exact } = missed;
  if (count === null) {
    return (
      <div role="status" aria-label={t("turnOn.counting")}>
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
    );
  }
  if (count === 0) return null;
  return (
    <RadioGroup
      legend={t("turnOn.also")}
      name="also"
      value={also}
      onChange={(value) => onChange(value === "all" || value === "choose" ? value : "none")}
      options={[
        {
          value: "all",
          label: t(exact ? "turnOn.alsoCount" : "turnOn.alsoAtLeast", { count, since }),
          description: t("turnOn.alsoHint"),
        },
        { value: "none", label: t("turnOn.onlyNew"), description: t("turnOn.onlyNewHint") },
        { value: "choose", label: t("turnOn.choose"), description: t("turnOn.chooseHint") },
      ]}
    />
  );
}
