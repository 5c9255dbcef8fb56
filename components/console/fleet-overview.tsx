"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AttentionList } from "@/components/console/attention-list.tsx";
import { FleetSentence } from "@/components/console/fleet-sentence.tsx";
import { LargestChanges } from "@/components/console/largest-changes.tsx";
import { fleetSummaryQuery } from "@/components/console/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Histogram } from "@/components/ui/histogram.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetSummaryOut } from "@/lib/contract/fleet.ts";

const QuickStart = dynamic(() => import("@/components/console/quick-start.tsx").then((module) => module.QuickStart));

const REFRESH_MS = 10_000;
const HALF_HOUR_MS = 30 * 60_000;
const LATE_SECONDS = 30;

/** How sending goes, what needs attention, and nothing else; the way to a first delivery while there is nothing. */
export function FleetOverview({ publicUrl }: { publicUrl: string }) {
  const router = useRouter();
  const summary = useQuery({ ...fleetSummaryQuery, refetchInterval: REFRESH_MS });
  const fleet = summary.data;
  // Its last step turns green on the page, and stays there until somebody leaves it.
  const [fresh, setFresh] = useState(false);
  if (fleet && !fresh && !fleet.firstSteps.isMessageSent) setFresh(true);
  if (!fleet) {
    return summary.error ? <QueryError title="We could not load the overview." query={summary} /> : <SkeletonRows />;
  }
  return (
    <div className="grid grid-cols-1 gap-8">
      <FleetSentence fleet={fleet} />
      <Queue fleet={fleet} />
      {fleet.total > 0 ? (
        <Histogram
          label="Deliveries of all applications, last 24 hours"
          buckets={fleet.buckets.map((bucket) => ({
            from: bucket.at,
            to: new Date(Date.parse(bucket.at) + HALF_HOUR_MS).toISOString(),
            delivered: bucket.delivered,
            retrying: bucket.retrying,
            failed: bucket.failed,
          }))}
          onZoom={({ from, to }) => router.push(`/console/deliveries?${new URLSearchParams({ from, to })}`)}
        />
      ) : null}
      <section aria-labelledby="needs-attention">
        <h2 id="needs-attention" tabIndex={-1} className="mb-2 scroll-mt-16 text-lead">
          Needs attention
        </h2>
        <AttentionList fleet={fleet} />
      </section>
      {fleet.total > 0 ? (
        <section aria-labelledby="largest-changes">
          <h2 id="largest-changes" className="mb-2 text-lead">
            Largest changes
          </h2>
          <LargestChanges />
        </section>
      ) : null}
      {fresh ? (
        <section aria-labelledby="quick-start">
          <h2 id="quick-start" className="mb-1 text-lead">
            Your first delivery
          </h2>
          <p className="mb-4 max-w-measure text-body text-ink-2">
            Three requests from your backend. Each step turns green when the request arrives here.
          </p>
          <QuickStart publicUrl={publicUrl} heading="h3" />
        </section>
      ) : null}
    </div>
  );
}

function Queue({ fleet }: { fleet: FleetSummaryOut }) {
  const format = useFormat();
  if (!fleet.isWorkerAlive) {
    return (
      <Banner state="failed" urgent>
        Nothing is being sent: no worker has been seen for 15 seconds. Messages are accepted and wait. Start the worker
        process.
      </Banner>
    );
  }
  if (fleet.oldestDueSeconds === null || fleet.oldestDueSeconds < LATE_SECONDS) return null;
  return (
    <Banner state="retrying">
      The oldest due delivery has waited {format.span(fleet.oldestDueSeconds * 1000)}. The workers are behind, or an
      endpoint is slower than its messages come in.
    </Banner>
  );
}
