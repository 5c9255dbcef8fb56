"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/components/portal/query-error.tsx";
import { sourceQuery } from "@/components/sources/queries.ts";
import { SourceActions } from "@/components/sources/source-actions.tsx";
import { SourceAddress, SourceFacts } from "@/components/sources/source-facts.tsx";
import { SourceRequests } from "@/components/sources/source-requests.tsx";
import { SourceState } from "@/components/sources/source-state.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

const REFRESH_MS = 10_000;

/** One source: its address, how it is set up, and what it took. */
export function SourcePage({ applicationId, sourceId }: { applicationId: string; sourceId: string }) {
  const place = { applicationId, sourceId };
  const query = useQuery({ ...sourceQuery(place), refetchInterval: REFRESH_MS });
  const { data: source } = query;
  if (!source) {
    return query.error ? <QueryError title="We could not load the source." query={query} /> : <SkeletonRows />;
  }
  return (
    <div className="grid max-w-container-xl grid-cols-1 gap-8">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-60">
          <h1 className="break-words text-page">{source.name}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-x-4">
            <SourceState source={source} />
            <TextLink href={`/console/applications/${applicationId}/sources`} className="text-dense">
              All sources
            </TextLink>
          </p>
        </div>
        <SourceActions applicationId={applicationId} source={source} />
      </header>
      <section aria-labelledby="address">
        <h2 id="address" className="mb-2 text-lead">
          What to enter at the provider
        </h2>
        <SourceAddress source={source} />
      </section>
      <SourceRequests place={place} deadLetterCount={source.deadLetterCount} />
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-2 text-lead">
          How it is set up
        </h2>
        <SourceFacts source={source} />
      </section>
    </div>
  );
}
