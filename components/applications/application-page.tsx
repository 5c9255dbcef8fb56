"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApplicationActions } from "@/components/applications/application-actions.tsx";
import { ApplicationEndpoints } from "@/components/applications/application-endpoints.tsx";
import { ApplicationFacts } from "@/components/applications/application-facts.tsx";
import { ApplicationSentence } from "@/components/applications/application-sentence.tsx";
import { applicationQuery, applicationSummaryQuery } from "@/components/applications/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

const REFRESH_MS = 15_000;

type ApplicationPageProps = {
  applicationId: string;
  publicUrl: string;
  /** False for the operator's own webhooks: nobody opens a portal for them, or sends webhooks to them. */
  isCustomer: boolean;
};

/** One customer as staff see them: how it goes, what they have, what can be done for them. */
export function ApplicationPage({ applicationId, publicUrl, isCustomer }: ApplicationPageProps) {
  const { data: application } = useQuery(applicationQuery(applicationId));
  const summary = useQuery({ ...applicationSummaryQuery(applicationId), refetchInterval: REFRESH_MS });
  const [deleted, setDeleted] = useState(false);
  if (!application || deleted) return <SkeletonRows />;
  const deliveries = `/console/deliveries?app=${application.id}`;
  return (
    <div className="grid max-w-container-xl grid-cols-1 gap-8">
      <header className="grid grid-cols-1 gap-3">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <h1 className="min-w-0 grow basis-60 break-words text-page">{application.name}</h1>
          {isCustomer ? (
            <ApplicationActions application={application} publicUrl={publicUrl} onDeleted={() => setDeleted(true)} />
          ) : null}
        </div>
        {summary.data ? <ApplicationSentence applicationId={applicationId} summary={summary.data} /> : null}
        {summary.error && !summary.data ? (
          <QueryError title="We could not load the state of its endpoints." query={summary} />
        ) : null}
        <p className="text-body">
          <TextLink href={deliveries}>Deliveries</TextLink>
          <span className="text-ink-3"> · </span>
          <TextLink href={`${deliveries}&status=failed&range=7d`}>Failed in 7&nbsp;days</TextLink>
          <span className="text-ink-3"> · </span>
          <TextLink href={`/console/applications/${application.id}/replays`}>Replays</TextLink>
          <span className="text-ink-3"> · </span>
          {isCustomer ? (
            <>
              <TextLink href={`/console/applications/${application.id}/sources`}>Inbound sources</TextLink>
              <span className="text-ink-3"> · </span>
              <TextLink href={`/console/applications/${application.id}/sessions`}>Portal sessions</TextLink>
              <span className="text-ink-3"> · </span>
              <TextLink href={`/console/portal/branding?app=${application.id}`}>Branding</TextLink>
            </>
          ) : (
            <TextLink href="/docs/operational-webhooks">How they are set up</TextLink>
          )}
        </p>
      </header>
      <section aria-labelledby="endpoints">
        <h2 id="endpoints" className="mb-1 text-lead">
          Endpoints
        </h2>
        <ApplicationEndpoints applicationId={applicationId} />
      </section>
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-2 text-lead">
          Details
        </h2>
        <ApplicationFacts application={application} />
      </section>
    </div>
  );
}
