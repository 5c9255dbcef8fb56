"use client";

import { useTranslations } from "use-intl";
import type { RangeState } from "@/components/filters/range.ts";
import { useTimeText } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

/** "in the last 24 hours", or "between 14 Aug, 09:12 and 15 Aug, 10:00": a part of a sentence. */
export function useWindowWords({ range, from, to }: RangeState): string {
  const t = useTranslations("deliveries.window");
  const format = useFormat();
  return useTimeText((nowMs) => {
    const moment = (at: string) => format.moment(Date.parse(at), nowMs, "minute");
    if (from && to) return t("between", { from: moment(from), to: moment(to) });
    if (from) return t("since", { from: moment(from) });
    return to ? t("until", { to: moment(to) }) : t(range);
  });
}
