"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Chart } from "@/components/system/chart.tsx";
import { COUNT, MILLISECONDS, RATE } from "@/components/system/measures.ts";
import { RANGES, rangeParam, systemHistoryQuery } from "@/components/system/queries.ts";
import { Select } from "@/components/ui/select.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import type { SystemRange, SystemSampleOut } from "@/lib/contract/system.ts";

const WORDS: Record<SystemRange, string> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
};

export function SystemCharts() {
  const [range, setRange] = useUrlParam("range", rangeParam);
  const history = useQuery(systemHistoryQuery(range));
  const samples = history.data?.data;
  const values = (field: Exclude<keyof SystemSampleOut, "at">) => samples?.map((sample) => sample[field]) ?? [];
  const at = samples?.map((sample) => sample.at) ?? [];
  return (
    <section aria-labelledby="course">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h2 id="course" className="grow text-lead">
          Over time
        </h2>
        <Select
          aria-label="Span of the charts"
          options={RANGES.map((value) => ({ value, label: WORDS[value] }))}
          value={range}
          onChange={(event) => setRange(rangeParam.read(event.target.value))}
          className="max-w-44"
        />
      </div>
      {history.error && !samples ? <QueryError title="We could not load the charts." query={history} /> : null}
      {samples || history.error ? null : <SkeletonRows label="Loading charts" />}
      {samples ? (
        <div className="grid grid-cols-1 gap-x-8 gap-y-6 xl:grid-cols-2" aria-busy={history.isPlaceholderData}>
          <Chart
            title="Queue"
            at={at}
            series={[{ label: "Due", color: "--wait-mark", values: values("due") }]}
            measure={COUNT}
          />
          <Chart
            title="Oldest due"
            at={at}
            series={[
              {
                label: "Has waited",
                color: "--retry-mark",
                values: values("oldestDueSeconds").map((seconds) => seconds && seconds * 1000),
              },
            ]}
            measure={MILLISECONDS}
          />
          <Chart
            title="Deliveries"
            at={at}
            series={[
              { label: "In", color: "--accent", values: values("inPerSecond") },
              { label: "Out", color: "--ok-mark", dash: [6, 3], values: values("outPerSecond") },
              { label: "Requests", color: "--ink-3", dash: [2, 2], values: values("triesPerSecond") },
            ]}
            measure={RATE}
          />
          <Chart
            title="Time of a request"
            at={at}
            series={[
              { label: "p50", color: "--ok-mark", values: values("p50Ms") },
              { label: "p95", color: "--retry-mark", dash: [6, 3], values: values("p95Ms") },
              { label: "p99", color: "--fail-mark", dash: [2, 2], values: values("p99Ms") },
            ]}
            measure={MILLISECONDS}
          />
        </div>
      ) : null}
    </section>
  );
}
