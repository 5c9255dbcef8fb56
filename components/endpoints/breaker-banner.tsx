"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { counted } from "@/components/endpoints/hold-words.ts";
import { useProbe } from "@/components/endpoints/use-probe.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { BreakerOut, EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";

type BreakerBannerProps = {
  endpointId: string;
  breaker: BreakerOut;
  health: Pick<EndpointHealthOut, "consecutiveFailures" | "hold">;
  onTest: () => void;
};

/** Paused by us: since when, when the next one is tried, and the way to try at once. */
export function BreakerBanner({ endpointId, breaker, health, onTest }: BreakerBannerProps) {
  const t = useTranslations("endpoints.breaker");
  const test = useTranslations("endpoints.action")("testAgain");
  const access = useAccess();
  const probe = useProbe(endpointId);
  const { state, nextProbeAt } = breaker;
  const count = health.hold?.kind === "breaker" ? health.hold.waiting : 0;
  const mayTry = access.can("CreateAttempts");
  return (
    <div className="mt-4 grid gap-2">
      <Banner
        state="retrying"
        action={
          mayTry && state === "open" ? (
            count > 0 ? (
              <Button pending={probe.isPending || (probe.tried !== undefined && !probe.isOver)} onClick={probe.start}>
                {t("tryOne")}
              </Button>
            ) : (
              <Button onClick={onTest}>{test}</Button>
            )
          ) : null
        }
      >
        {t.rich("paused", {
          count: health.consecutiveFailures,
          b: (chunks) => <strong className="font-strong">{chunks}</strong>,
        })}{" "}
        {state === "half_open"
          ? t("probing")
          : nextProbeAt
            ? t.rich("probeAt", {
                time: () => <Time at={nextProbeAt} show="since" precision="minute" plain />,
                countdown: () => <Countdown to={nextProbeAt} zero={t("moment")} />,
              })
            : t("probeNext")}{" "}
        {count > 0 ? t("waits", counted(count)) : null}
      </Banner>
      <MutationError error={probe.error} title={t("notSent")} />
      <p role="status" className="text-dense text-ink-2 empty:hidden">
        {probe.isNone ? t("nothingWaits") : null}
        {probe.tried && probe.isOver && probe.tried.state !== "delivered" ? <FailedToo delivery={probe.tried} /> : null}
      </p>
    </div>
  );
}

function FailedToo({ delivery }: { delivery: DeliveryOut }) {
  const t = useTranslations("endpoints.breaker");
  const access = useAccess();
  const labelOf = useCauseLabel();
  const link = (chunks: ReactNode) => <TextLink href={deliveryPath(access, delivery)}>{chunks}</TextLink>;
  return t.rich("failedToo", { cause: delivery.cause === null ? t("noSuccess") : labelOf(delivery.cause), link });
}
