import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetSummaryOut } from "@/lib/contract/fleet.ts";

export function FleetSentence({ fleet }: { fleet: FleetSummaryOut }) {
  const format = useFormat();
  return (
    <StatusSentence>
      {isNormal(fleet) ? "All sending normally. " : ""}
      <Traffic delivered={fleet.delivered} total={fleet.total} />{" "}
      {fleet.averageMs === null ? null : (
        <>
          A try takes <Figure>{format.ms(fleet.averageMs)}</Figure> on average.{" "}
        </>
      )}
      <Trouble fleet={fleet} />
      {fleet.breakerCount > 0 ? (
        <>
          {" "}
          <Figure>{formatQuantity(fleet.breakerCount, "endpoint", "endpoints")}</Figure>{" "}
          {fleet.breakerCount === 1 ? "is" : "are"} paused by us until a probe succeeds.
        </>
      ) : null}
    </StatusSentence>
  );
}

const LATE_SECONDS = 30;

/** Nothing fails, and nothing waits for us. */
function isNormal({ total, failingCount, turnedOffCount, isWorkerAlive, oldestDueSeconds }: FleetSummaryOut): boolean {
  return total > 0 && failingCount + turnedOffCount === 0 && isWorkerAlive && (oldestDueSeconds ?? 0) < LATE_SECONDS;
}

/** The first half of every status sentence: how much of what was tried got through. */
export function Traffic({ delivered, total }: { delivered: number; total: number }) {
  const format = useFormat();
  if (total === 0) return <>Nothing was sent in the last 24&nbsp;hours.</>;
  if (total < 20) {
    return (
      <>
        <Figure>{format.share(delivered, total)}</Figure> {total === 1 ? "delivery" : "deliveries"} succeeded in the
        last 24&nbsp;hours.
      </>
    );
  }
  return (
    <>
      <Figure>{format.share(delivered, total)}</Figure> of <Figure>{formatCount(total)}</Figure> deliveries succeeded in
      the last 24&nbsp;hours.
    </>
  );
}

function Trouble({ fleet }: { fleet: FleetSummaryOut }) {
  const { failingCount, failingApplicationCount, turnedOffCount, endpointCount, attention } = fleet;
  if (failingCount > 0) {
    const only = failingCount === 1 ? attention.find((one) => one.state === "failing") : undefined;
    if (only) {
      return (
        <>
          <SentenceLink href={`/console/applications/${only.applicationId}/endpoints/${only.endpointId}`}>
            {only.endpointName}
          </SentenceLink>{" "}
          of {only.applicationName} is failing.
        </>
      );
    }
    return (
      <>
        <SentenceLink href="#needs-attention">{formatQuantity(failingCount, "endpoint", "endpoints")}</SentenceLink> of{" "}
        {formatQuantity(failingApplicationCount, "application", "applications")} are failing.
      </>
    );
  }
  if (turnedOffCount > 0) {
    return (
      <>
        <SentenceLink href="#needs-attention">{formatQuantity(turnedOffCount, "endpoint", "endpoints")}</SentenceLink>{" "}
        {turnedOffCount === 1 ? "is" : "are"} turned off.
      </>
    );
  }
  return endpointCount === 0 ? <>There is no endpoint yet.</> : <>No endpoint is failing.</>;
}
