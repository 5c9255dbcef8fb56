"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { ApplicationDialog } from "@/components/applications/application-dialog.tsx";
import { ApplicationRow, COLUMNS } from "@/components/applications/application-row.tsx";
import { applicationsQuery } from "@/components/applications/queries.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Input } from "@/components/ui/input.tsx";
import { LedgerBody, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

export function ApplicationList({ publicUrl }: { publicUrl: string }) {
  const [q, setQ] = useUrlParam("q", stringParam.withDefault(""));
  const [creating, setCreating] = useState(false);
  const forbidden = useForbidden("engineer");
  const settled = useDeferredValue(q.trim());
  const list = useInfiniteQuery(applicationsQuery(settled));
  const pages = list.data?.pages;
  const activity = new Map(pages?.flatMap((page) => page.activity).map((one) => [one.applicationId, one]));
  const applications = pages?.flatMap((page) => page.applications) ?? [];

  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="grow text-page">Applications</h1>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
          unavailable={forbidden}
          onClick={() => setCreating(true)}
        >
          Create application
        </Button>
      </div>
      <search className="mt-4 block max-w-80">
        <Input
          aria-label="Search applications"
          placeholder="Name or id of your own"
          value={q}
          maxLength={256}
          onChange={(event) => setQ(event.target.value)}
        />
      </search>
      <div className="mt-3">
        <ProgressLine active={list.isFetching && !list.isFetchingNextPage} label="Loading applications" />
        {list.error && !pages ? <QueryError title="We could not load the applications." query={list} /> : null}
        {!pages && !list.error ? <SkeletonRows label="Loading applications" /> : null}
        {pages && applications.length === 0 ? <Nothing q={settled} publicUrl={publicUrl} /> : null}
        {applications.length > 0 ? (
          <LedgerTable caption="Applications, newest first" columns={COLUMNS} stale={list.isPlaceholderData}>
            <LedgerBody>
              {applications.map((application) => (
                <ApplicationRow
                  key={application.id}
                  application={application}
                  activity={activity.get(application.id)}
                />
              ))}
            </LedgerBody>
          </LedgerTable>
        ) : null}
        {list.hasNextPage ? (
          <div className="border-line border-t py-3">
            <Button size="small" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Load more
            </Button>
          </div>
        ) : null}
      </div>
      {forbidden ? null : (
        <p className="mt-6 text-meta text-ink-3">
          Your own backend can be told what happens to endpoints and deliveries:{" "}
          <TextLink href="/console/developers/operational-webhooks">operational webhooks</TextLink>.
        </p>
      )}
      {creating ? <ApplicationDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function Nothing({ q, publicUrl }: { q: string; publicUrl: string }) {
  if (q) {
    return (
      <Empty title={`No application is called “${q}”.`}>
        Names and your own ids are searched. An application id opens from the search in the header.
      </Empty>
    );
  }
  return (
    <Empty title="There is no application yet.">
      <p className="mb-3">An application is one of your customers. Your backend creates it:</p>
      <CodeBlock
        label="command that creates an application"
        code={`curl -X POST ${publicUrl}/api/v1/app \\
  -H "authorization: Bearer $POSTHORN_API_KEY" \\
  -H "content-type: application/json" \\
  -d '{"name":"First customer","uid":"customer-1"}'`}
      />
    </Empty>
  );
}
