"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useState } from "react";
import { ApplicationActions } from "@/components/applications/application-actions.tsx";
import { ApplicationSentence } from "@/components/applications/application-sentence.tsx";
import { applicationQuery, applicationSummaryQuery } from "@/components/applications/queries.ts";
import { SuspendedBanner } from "@/components/applications/suspended-banner.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

const REFRESH_MS = 15_000;

type ApplicationHeadProps = {
  applicationId: string;
  publicUrl: string;
  /** False for the operator's own webhooks: nobody opens a portal for them, or sends webhooks to them. */
  isCustomer: boolean;
  children: ReactNode;
};

/** One customer as staff see them: how it goes, what can be done for them, and the pages of what they have. */
export function ApplicationHead({ applicationId, publicUrl, isCustomer, children }: ApplicationHeadProps) {
  const { data: application } = useQuery(applicationQuery(applicationId));
  const summary = useQuery({ ...applicationSummaryQuery(applicationId), refetchInterval: REFRESH_MS });
  const [deleted, setDeleted] = useState(false);
  if (!application || deleted) return <SkeletonRows />;
  const base = `/console/applications/${application.id}`;
  return (
    <div className="grid grid-cols-1 gap-5">
      <header className="grid max-w-container-xl grid-cols-1 gap-3">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <h1 className="min-w-0 grow basis-60 break-words text-page">{application.name}</h1>
          {isCustomer ? (
            <ApplicationActions application={application} publicUrl={publicUrl} onDeleted={() => setDeleted(true)} />
          ) : null}
        </div>
        {application.suspendedAt ? <SuspendedBanner application={application} since={application.suspendedAt} /> : null}
        {summary.data ? <ApplicationSentence applicationId={applicationId} summary={summary.data} /> : null}
        {summary.error && !summary.data ? (
          <QueryError title="We could not load the state of its endpoints." query={summary} />
        ) : null}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-body">
          {application.uid ? <CopyText value={application.uid} label="Copy your id" /> : null}
          <CopyText value={application.id} label="Copy application id" />
        </p>
        <p className="text-body">
          <TextLink href={`${base}/replays`}>Replays</TextLink>
          <span className="text-ink-3"> · </span>
          {isCustomer ? (
            <>
              <TextLink href={`${base}/sources`}>Inbound sources</TextLink>
              <span className="text-ink-3"> · </span>
              <TextLink href={`/console/portal/branding?app=${application.id}`}>Branding</TextLink>
            </>
          ) : (
            <TextLink href="/docs/operational-webhooks">How they are set up</TextLink>
          )}
        </p>
      </header>
      <TabLinks
        className="flex-wrap"
        label={`Pages of ${application.name}`}
        links={[
          { href: base, label: "Endpoints" },
          { href: `${base}/deliveries`, label: "Deliveries" },
          { href: `${base}/messages`, label: "Messages" },
          ...(isCustomer ? [{ href: `${base}/sessions`, label: "Portal sessions" }] : []),
          { href: `${base}/metadata`, label: "Metadata" },
          { href: `${base}/activity`, label: "Activity" },
          ...(isCustomer ? [{ href: `${base}/privacy`, label: "Privacy" }] : []),
        ]}
      />
      {children}
    </div>
  );
}
