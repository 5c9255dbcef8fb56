"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { CertificateWarning } from "@/components/alerts/certificate-warning.tsx";
import { BreakerBanner } from "@/components/endpoints/breaker-banner.tsx";
import type { EndpointAction } from "@/components/endpoints/endpoint-actions.tsx";
import { counted } from "@/components/endpoints/hold-words.ts";
import { PausedBanner } from "@/components/endpoints/paused-banner.tsx";
import { TurnOffWarning } from "@/components/endpoints/turn-off-warning.tsx";
import { TurnedOffBanner } from "@/components/endpoints/turned-off-banner.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointHealthOut, HoldOut } from "@/lib/contract/endpoint-health.ts";

type EndpointBannersProps = {
  endpoint: EndpointOut;
  health: EndpointHealthOut | undefined;
  onAct: (action: EndpointAction) => void;
};

/** On every page of an endpoint: that nothing is sent to it, or soon will not be, and what ends that. */
export function EndpointBanners({ endpoint, health, onAct }: EndpointBannersProps) {
  const t = useTranslations("endpoints.hold");
  const breaker = health?.breaker;
  const recovered = useRecovered(breaker?.state);
  if (endpoint.disabled) {
    return <TurnedOffBanner endpoint={endpoint} missed={health?.missedCount ?? 0} onTurnOn={() => onAct("turn_on")} />;
  }
  return (
    <>
      {endpoint.pausedAt ? (
        <PausedBanner pausedAt={endpoint.pausedAt} hold={health?.hold ?? null} onResume={() => onAct("resume")} />
      ) : breaker && breaker.state !== "closed" ? (
        <BreakerBanner endpointId={endpoint.id} breaker={breaker} health={health} onTest={() => onAct("test")} />
      ) : recovered ? (
        <Banner state="healthy" className="mt-4">
          <span role="status">
            {t.rich(breaker?.since ? "recoveredSince" : "recovered", {
              b: (chunks) => <strong className="font-strong">{chunks}</strong>,
              time: () => (breaker?.since ? <Time at={breaker.since} show="since" plain /> : null),
            })}
          </span>
        </Banner>
      ) : null}
      {health?.hold ? <HoldLine hold={health.hold} /> : null}
      {health?.certificateWarning && health.certificateNotAfter ? (
        <CertificateWarning warning={health.certificateWarning} notAfter={health.certificateNotAfter} />
      ) : null}
      {health?.turnOff?.warnedAt ? <TurnOffWarning turnOff={health.turnOff} /> : null}
    </>
  );
}

/** What is usual and ends by itself is a line, no banner. */
function HoldLine({ hold: { kind, until, waiting } }: { hold: HoldOut }) {
  const t = useTranslations("endpoints.hold");
  if (kind === "canceling") {
    return <p className="mt-4 text-dense text-ink-2">{t("canceling")}</p>;
  }
  if (kind !== "slowed" && kind !== "rate_limit") return null;
  return (
    <p className="mt-4 text-dense text-ink-2">
      {kind === "slowed" ? (
        <>
          {until
            ? t.rich("slowedFor", { countdown: () => <Countdown to={until} zero={t("moment")} /> })
            : t("slowed")}{" "}
        </>
      ) : null}
      {waiting > 0 ? t(kind === "rate_limit" ? "waitingRate" : "waiting", counted(waiting)) : null}
    </p>
  );
}

/** It was held back while this page was open, and no longer is. */
function useRecovered(state: string | undefined): boolean {
  const [wasOpen, setWasOpen] = useState(false);
  if (state !== undefined && state !== "closed" && !wasOpen) setWasOpen(true);
  return wasOpen && state === "closed";
}
