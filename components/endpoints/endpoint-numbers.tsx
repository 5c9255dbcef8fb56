"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointHistogramQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import type { Bucket } from "@/components/ui/histogram.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { HistogramOut } from "@/lib/contract/delivery-histogram.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";

const Histogram = dynamic(async () => (await import("@/components/ui/histogram.tsx")).Histogram, {
  loading: () => <div className="h-32" />,
});

type EndpointNumbersProps = { endpoint: EndpointOut; health: EndpointHealthOut | undefined };

export function EndpointNumbers({ endpoint, health }: EndpointNumbersProps) {
  return (
    <>
      <Day endpoint={endpoint} />
      {health ? (
        <div className="grid grid-cols-1 gap-x-16 gap-y-6 lg:grid-cols-2">
          <Latency health={health} />
          <Causes endpointId={endpoint.id} causes={health.causes} />
        </div>
      ) : null}
    </>
  );
}

function bucketsOf({ buckets, bucketMs }: HistogramOut): Bucket[] {
  return buckets.map(({ at, delivered, retrying, failed }) => ({
    from: at,
    to: new Date(Date.parse(at) + bucketMs).toISOString(),
    delivered,
    retrying,
    failed,
  }));
}

function Day({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("endpoints.overview");
  const access = useAccess();
  const router = useRouter();
  const histogram = useQuery(endpointHistogramQuery(access, endpoint.id));
  const buckets = useMemo(() => (histogram.data ? bucketsOf(histogram.data) : null), [histogram.data]);
  if (buckets) {
    return (
      <Histogram
        label={t("histogram", { name: nameOf(endpoint) })}
        buckets={buckets}
        onZoom={({ from, to }) =>
          router.push(deliveriesPath(access, access.applicationId, { endpoint: endpoint.id, from, to }))
        }
      />
    );
  }
  if (histogram.error) return <QueryError title={t("histogramError")} query={histogram} />;
  return <div className="h-32" />;
}

function Latency({ health: { p50Ms, p95Ms, slowestType } }: { health: EndpointHealthOut }) {
  const t = useTranslations("endpoints.overview");
  const format = useFormat();
  return (
    <section aria-labelledby="latency">
      <h2 id="latency" className="mb-2 text-lead">
        {t("latency")}
      </h2>
      {p50Ms === null ? (
        <p className="text-dense text-ink-3">{t("noReplies")}</p>
      ) : (
        <KeyValueList>
          <KeyValue label={t("p50")}>
            <span data-num>{format.ms(p50Ms)}</span>
          </KeyValue>
          <KeyValue label={t("p95")}>
            <span data-num>{p95Ms === null ? "–" : format.ms(p95Ms)}</span>
          </KeyValue>
          {slowestType ? (
            <KeyValue label={t("slowest")}>
              <span className="text-mono">{slowestType}</span>
            </KeyValue>
          ) : null}
        </KeyValueList>
      )}
    </section>
  );
}

function Causes({ endpointId, causes }: { endpointId: string; causes: EndpointHealthOut["causes"] }) {
  const t = useTranslations("endpoints.overview");
  const labelOf = useCauseLabel();
  const format = useFormat();
  const access = useAccess();
  if (causes.length === 0) return null;
  return (
    <section aria-labelledby="causes">
      <h2 id="causes" className="mb-2 text-lead">
        {t("causes")}
      </h2>
      <ul aria-label={t("causesLabel")}>
        {causes.map(({ cause, count }) => (
          <li key={cause} className="border-line border-t last:border-b">
            <Link
              href={deliveriesPath(access, access.applicationId, { endpoint: endpointId, cause })}
              className="focus-inset flex min-h-row items-center justify-between gap-4 text-dense text-ink no-underline hover:bg-hover hover:underline hover:decoration-line-strong hover:underline-offset-3"
            >
              <span>{labelOf(cause)}</span>
              <span data-num className="text-ink-2">
                {t.rich("failedTries", {
                  count,
                  shown: format.count(count),
                  faint: (chunks) => <span className="text-ink-3">{chunks}</span>,
                })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
