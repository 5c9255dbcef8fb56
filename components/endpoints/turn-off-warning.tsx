"use client";

import { useAccess } from "@/components/portal/access.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { TurnOffOut } from "@/lib/contract/endpoint-health.ts";

/** The last day before an endpoint is turned off by itself, and what prevents it. */
export function TurnOffWarning({ turnOff, onTest }: { turnOff: TurnOffOut; onTest: () => void }) {
  const access = useAccess();
  return (
    <Banner
      state="failing"
      className="mt-4"
      action={access.can("CreateAttempts") ? <Button onClick={onTest}>Test again</Button> : null}
    >
      <strong className="font-strong">
        Will be turned off on <Time at={turnOff.at} show="moment" precision="minute" plain /> if nothing succeeds until
        then
      </strong>
      , in <Countdown to={turnOff.at} zero="a moment" />. Every try has failed since{" "}
      <Time at={turnOff.clockSince} show="moment" precision="minute" plain />. Put your server right: one delivery that
      succeeds is enough. What is not sent stays recorded and can be replayed.
    </Banner>
  );
}
