"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { QueryError } from "@/components/portal/query-error.tsx";
import { BreakerTable } from "@/components/system/breaker-table.tsx";
import { SystemCharts } from "@/components/system/charts.tsx";
import { SystemFacts } from "@/components/system/facts.tsx";
import { systemQuery } from "@/components/system/queries.ts";
import { SystemStorage } from "@/components/system/storage.tsx";
import { SystemSentence } from "@/components/system/system-sentence.tsx";
import { TaskTable } from "@/components/system/task-table.tsx";
import { WorkerTable } from "@/components/system/worker-table.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";

/** The installation as it is now; it goes on by itself while somebody looks at it. */
export function SystemPage() {
  const query = useQuery(systemQuery);
  const system = query.data;
  if (!system) {
    return query.error ? <QueryError title="We could not load the system." query={query} /> : <SkeletonRows />;
  }
  return (
    <div className="grid grid-cols-1 gap-8">
      {query.error ? (
        <Banner state="failing" urgent>
          The figures are as of <Time at={system.at} show="clock" />: they could not be read since. We go on trying.
        </Banner>
      ) : null}
      <SystemSentence system={system} />
      <Section title="Workers">
        <WorkerTable system={system} />
      </Section>
      <Section title="Now">
        <SystemFacts system={system} />
      </Section>
      <SystemCharts />
      <Section title="Open breakers">
        <BreakerTable breakers={system.breakers} />
      </Section>
      <Section title="Background tasks">
        <TaskTable tasks={system.tasks} />
      </Section>
      <Section title="Tables">
        <SystemStorage />
      </Section>
      <p className="max-w-measure border-line border-t pt-3 text-body text-ink-2">
        The same figures for your own monitoring, in the format of Prometheus:{" "}
        <TextLink href="/api/metrics" prefetch={false}>
          /api/metrics
        </TextLink>
        , for administrators and keys with the scope metrics:read.{" "}
        <TextLink href="/docs/system">About this page</TextLink>
      </p>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-lead">
        {title}
      </h2>
      {children}
    </section>
  );
}
