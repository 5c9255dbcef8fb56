"use client";

import { useTranslations } from "use-intl";
import { replayMatchingPath } from "@/components/deliveries/replay-matching.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { HistogramOut } from "@/lib/contract/delivery-histogram.ts";

type MatchingReplayProps = {
  scope: DeliveryScope;
  filter: ExplorerState;
  totals: HistogramOut["totals"] | undefined;
};

/** Everything that the filter finds, and not only the rows that are loaded. */
export function MatchingReplay({ scope, filter, totals }: MatchingReplayProps) {
  const t = useTranslations("replays");
  const href = replayMatchingPath(scope, filter);
  if (href === null) return null;
  const total = totals?.exact ? totals.delivered + totals.retrying + totals.failed + totals.other : null;
  if (total === 0) return null;
  // Without a state the page asks for what failed, which is another number.
  const count = filter.status === null ? 0 : (total ?? 0);
  return (
    <p className="mt-2 text-dense">
      <TextLink href={href}>
        {filter.status === null ? t("entry.replayMany") : t("entry.replayMatching", { count })}
      </TextLink>
    </p>
  );
}
