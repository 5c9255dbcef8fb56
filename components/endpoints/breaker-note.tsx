"use client";

import { useTranslations } from "use-intl";
import { Countdown } from "@/components/ui/countdown.tsx";
import type { BreakerOut } from "@/lib/contract/endpoint-health.ts";

/** An open breaker, as short as a cell. */
export function BreakerNote({
  breaker: { state, nextProbeAt },
}: {
  breaker: Pick<BreakerOut, "state" | "nextProbeAt">;
}) {
  const t = useTranslations("endpoints.breaker");
  if (state === "half_open") return t("underWay");
  if (!nextProbeAt) return t("nextIsProbe");
  return t.rich("probeIn", { countdown: () => <Countdown to={nextProbeAt} zero={t("moment")} /> });
}
