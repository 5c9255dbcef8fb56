import type { useTranslations } from "use-intl";
import type { ReplayScope } from "@/components/replays/task-facts.ts";
import type { Format } from "@/components/ui/format.ts";

type ReplayWords = ReturnType<typeof useTranslations<"replays">>;

const WHATS = ["failed", "missing", "undelivered", "again"] as const;

type Input = {
  t: ReplayWords;
  format: Format;
  /** By id; what is not in it was deleted. */
  names: ReadonlyMap<string, string>;
  nowMs: number;
};

/** `failed · billing-sync · since 14 Aug, 09:12`. */
export function scopeWords(scope: ReplayScope, input: Input): string {
  const { t } = input;
  const what = WHATS.find((one) => one === scope.what) ?? "all";
  return t("scope.line", { what: t(`scope.${what}`), where: whereWords(scope, input), when: whenWords(scope, input) });
}

function whereWords({ endpointIds }: ReplayScope, { t, names }: Input): string {
  const [only, ...others] = endpointIds;
  if (only === undefined) return t("scope.everywhere");
  if (others.length > 0) return t("scope.endpoints", { count: endpointIds.length });
  return names.get(only) ?? t("scope.oneEndpoint");
}

const FIRST_YEAR_MS = Date.UTC(2000, 0, 1);

function whenWords({ since, until }: ReplayScope, { t, format, nowMs }: Input): string {
  const from = Date.parse(since);
  if (from < FIRST_YEAR_MS) return t("scope.always");
  const words = (ms: number) => format.moment(ms, nowMs, "minute");
  if (until === null) return t("scope.since", { since: words(from) });
  return t("scope.between", { since: words(from), until: words(Date.parse(until)) });
}
