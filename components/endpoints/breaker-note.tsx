"use client";

import { Countdown } from "@/components/ui/countdown.tsx";
import type { BreakerOut } from "@/lib/contract/endpoint-health.ts";

/** An open breaker, as short as a cell. */
export function BreakerNote({
  breaker: { state, nextProbeAt },
}: {
  breaker: Pick<BreakerOut, "state" | "nextProbeAt">;
}) {
  if (state === "half_open") return "Probe under way";
  if (!nextProbeAt) return "Next one is a probe";
  return (
    <>
      Probe in <Countdown to={nextProbeAt} zero="a moment" />
    </>
  );
}
