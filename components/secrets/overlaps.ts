import type { useTranslations } from "use-intl";

type Translate = ReturnType<typeof useTranslations<"secrets">>;

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** How long an old secret may go on signing, in seconds. */
export const OVERLAP_SECONDS = [HOUR_SECONDS, DAY_SECONDS, 3 * DAY_SECONDS, 7 * DAY_SECONDS];
export const USUAL_OVERLAP_SECONDS = DAY_SECONDS;

export function afterWords(seconds: number, t: Translate): string {
  return seconds % DAY_SECONDS === 0 && seconds > DAY_SECONDS
    ? t("rotate.afterDays", { days: seconds / DAY_SECONDS })
    : t("rotate.afterHours", { hours: seconds / HOUR_SECONDS });
}

export function lengthWords(seconds: number, t: Translate): string {
  return seconds % DAY_SECONDS === 0 && seconds > DAY_SECONDS
    ? t("extend.days", { days: seconds / DAY_SECONDS })
    : t("extend.hours", { hours: seconds / HOUR_SECONDS });
}
