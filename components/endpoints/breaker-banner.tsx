"use client";

import { deliveryPath } from "@/components/deliveries/paths.ts";
import { waitingCounted } from "@/components/endpoints/hold-words.ts";
import { useProbe } from "@/components/endpoints/use-probe.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { BreakerOut, EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";

type BreakerBannerProps = {
  endpointId: string;
  breaker: BreakerOut;
  health: Pick<EndpointHealthOut, "consecutiveFailures" | "hold">;
  onTest: () => void;
};

/** Paused by us: since when, when the next one is tried, and the way to try at once. */
export function BreakerBanner({ endpointId, breaker, health, onTest }: BreakerBannerProps) {
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
                Try one now
              </Button>
            ) : (
              <Button onClick={onTest}>Test again</Button>
            )
          ) : null
        }
      >
        <strong className="font-strong">
          Paused by us after {formatQuantity(health.consecutiveFailures, "failure", "failures")} in a row.
        </strong>{" "}
        {state === "half_open" ? (
          "One probe is under way; when it succeeds, the rest follows."
        ) : nextProbeAt ? (
          <>
            The next probe goes at <Time at={nextProbeAt} show="since" precision="minute" plain /> (in{" "}
            <Countdown to={nextProbeAt} zero="a moment" />
            ): a success ends the pause.
          </>
        ) : (
          "The next delivery is a probe: a success ends the pause."
        )}{" "}
        {count > 0
          ? `${waitingCounted(count)} ${count === 1 ? "waits" : "wait"}; none is lost and none uses up a try.`
          : null}
      </Banner>
      <MutationError error={probe.error} title="None was sent." />
      <p role="status" className="text-dense text-ink-2 empty:hidden">
        {probe.isNone
          ? "No delivery waits, so there is nothing to try. A test shows whether your server answers."
          : null}
        {probe.tried && probe.isOver && probe.tried.state !== "delivered" ? (
          <>
            That one failed too: {probe.tried.causeLabel ?? "no success"}.{" "}
            <TextLink href={deliveryPath(access, probe.tried)}>See the try</TextLink>
          </>
        ) : null}
      </p>
    </div>
  );
}
