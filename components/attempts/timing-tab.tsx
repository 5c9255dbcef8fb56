"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { CertificateLeft } from "@/components/alerts/certificate-left.tsx";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf } from "@/components/deliveries/scope.ts";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Time } from "@/components/ui/time.tsx";
import { Waterfall } from "@/components/ui/waterfall.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";

type TimingTabProps = {
  scope: DeliveryScope;
  applicationId: string;
  endpointId: string;
  attempt: AttemptDetailOut;
};

const usualQuery = (scope: DeliveryScope, applicationId: string, endpointId: string) =>
  queryOptions({
    queryKey: ["endpoint-health", endpointId],
    queryFn: ({ signal }) =>
      clientOf(scope)(
        "GET /app/{app_id}/endpoint/{endpoint_id}/health",
        { params: { app_id: applicationId, endpoint_id: endpointId } },
        signal,
      ),
    staleTime: 60_000,
  });

/** Where the time went, beside what this endpoint usually takes. */
export function TimingTab({ scope, applicationId, endpointId, attempt }: TimingTabProps) {
  const { phases, reused, durationMs, remoteAddress, tlsVersion, certificateNotAfter, startedAt } = attempt;
  // What is usual is a comparison, and the numbers stand without it.
  const health = useQuery(usualQuery(scope, applicationId, endpointId)).data;
  const usual =
    health && health.p50Ms !== null && health.p95Ms !== null ? { p50Ms: health.p50Ms, p95Ms: health.p95Ms } : null;

  return (
    <div className="grid gap-5">
      <Waterfall
        phases={{
          queue: phases.queueMs,
          rate: phases.throttleMs,
          dns: phases.dnsMs,
          connect: phases.connectMs,
          tls: phases.tlsMs,
          wait: phases.waitMs,
          body: phases.bodyMs,
        }}
        reused={reused}
        usual={usual}
        verdict={usual ? compare(durationMs, usual) : null}
      />
      <KeyValueList>
        <KeyValue label="Started">
          <Time at={startedAt} show="moment" precision="millisecond" />
        </KeyValue>
        <KeyValue label="Address">
          {remoteAddress ? <CopyText value={remoteAddress} label="Copy address" /> : "–"}
        </KeyValue>
        <KeyValue label="Connection">{reused ? "Reused an open one" : "New"}</KeyValue>
        <KeyValue label="TLS">{tlsVersion ?? "–"}</KeyValue>
        <KeyValue label="Certificate until">
          {certificateNotAfter ? (
            <>
              <Time at={certificateNotAfter} show="day" />
              <CertificateLeft notAfter={certificateNotAfter} at={startedAt} />
            </>
          ) : (
            "–"
          )}
        </KeyValue>
        <KeyValue label="HTTP">HTTP/1.1</KeyValue>
      </KeyValueList>
    </div>
  );
}

function compare(ms: number, { p50Ms, p95Ms }: { p50Ms: number; p95Ms: number }): string {
  if (ms > p95Ms) return "Slower than 95 of 100 tries of this endpoint.";
  if (ms > p50Ms) return "Slower than half of this endpoint’s tries.";
  return "As fast as the faster half of this endpoint’s tries.";
}
