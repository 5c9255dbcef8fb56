"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { TurnOffOut } from "@/lib/contract/endpoint-health.ts";

/** The last day before an endpoint is turned off by itself, and what prevents it. */
export function TurnOffWarning({ turnOff }: { turnOff: TurnOffOut }) {
  const t = useTranslations("endpoints.turnOffWarning");
  const b = (chunks: ReactNode) => <strong className="font-strong">{chunks}</strong>;
  const momentOf = (at: string) => () => <Time at={at} show="moment" precision="minute" plain />;
  const isDue = useTimeText((nowMs) => (Date.parse(turnOff.at) <= nowMs ? "due" : "")) === "due";
  return (
    <Banner state="degraded" className="mt-4">
      {isDue
        ? t.rich("due", { b })
        : t.rich("soon", {
            b,
            time: momentOf(turnOff.at),
            countdown: () => <Countdown to={turnOff.at} zero={t("moment")} />,
          })}{" "}
      {t.rich("since", { time: momentOf(turnOff.clockSince) })}
    </Banner>
  );
}
