"use client";

import { Banner } from "@/components/ui/banner.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { TurnOffOut } from "@/lib/contract/endpoint-health.ts";

/** The last day before an endpoint is turned off by itself, and what prevents it. */
export function TurnOffWarning({ turnOff }: { turnOff: TurnOffOut }) {
  const isDue = useTimeText((nowMs) => (Date.parse(turnOff.at) <= nowMs ? "due" : "")) === "due";
  return (
    <Banner state="degraded" className="mt-4">
      {isDue ? (
        <strong className="font-strong">The next try that fails turns this endpoint off.</strong>
      ) : (
        <>
          <strong className="font-strong">
            Will be turned off on <Time at={turnOff.at} show="moment" precision="minute" plain /> if nothing succeeds
            until then
          </strong>
          , in <Countdown to={turnOff.at} zero="a moment" />.
        </>
      )}{" "}
      Every try has failed since <Time at={turnOff.clockSince} show="moment" precision="minute" plain />. Put your
      server right, and see with a test that it answers: one delivery that succeeds is enough. What is not sent stays
      recorded and can be replayed.
    </Banner>
  );
}
