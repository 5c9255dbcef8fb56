import { Traffic } from "@/components/console/fleet-sentence.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ApplicationSummaryOut } from "@/lib/contract/endpoint-health.ts";

type ApplicationSentenceProps = { applicationId: string; summary: ApplicationSummaryOut };

export function ApplicationSentence({ applicationId, summary }: ApplicationSentenceProps) {
  const { endpointCount, delivered, total, failingEndpoints, turnedOffEndpoints } = summary;
  if (endpointCount === 0) {
    return <StatusSentence>It has no endpoint yet, so nothing is sent to this customer.</StatusSentence>;
  }
  const [troubled, ...others] = [...failingEndpoints, ...turnedOffEndpoints];
  return (
    <StatusSentence>
      <Figure>{formatQuantity(endpointCount, "endpoint", "endpoints")}.</Figure>{" "}
      <Traffic delivered={delivered} total={total} />{" "}
      {troubled ? (
        <>
          <SentenceLink href={`/console/applications/${applicationId}/endpoints/${troubled.endpointId}`}>
            {troubled.name}
          </SentenceLink>{" "}
          {failingEndpoints.length > 0 ? "is failing" : "is turned off"}
          {troubled.since ? (
            <>
              {" "}
              since <Time at={troubled.since} show="since" precision="minute" plain />
            </>
          ) : null}
          {others.length > 0 ? `, and ${others.length} more ${others.length === 1 ? "needs" : "need"} attention.` : "."}
        </>
      ) : null}
    </StatusSentence>
  );
}
