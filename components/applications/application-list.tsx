"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { ApplicationDialog } from "@/components/applications/application-dialog.tsx";
import { ApplicationRow, COLUMNS } from "@/components/applications/application-row.tsx";
import {
  LIST_SORTS,
  LIST_STATES,
  type ListState,
  listParams,
  SORT_WORDS,
  STATE_WORDS,
} from "@/components/applications/list-params.ts";
import { applicationsQuery } from "@/components/applications/queries.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Input } from "@/components/ui/input.tsx";
import { LedgerBody, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Select } from "@/components/ui/select.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useUrlParams } from "@/components/ui/use-url-params.ts";

const STATES = [{ value: "", label: "All" }, ...LIST_STATES.map((value) => ({ value, label: STATE_WORDS[value] }))];
const SORTS = LIST_SORTS.map((value) => ({ value, label: SORT_WORDS[value] }));

export function ApplicationList({ publicUrl }: { publicUrl: string }) {
  const [state, setState] = useUrlParams(listParams);
  const [creating, setCreating] = useState(false);
  const forbidden = useForbidden("engineer");
  const q = useDeferredValue(state.q.trim());
  const list = useInfiniteQuery(applicationsQuery({ ...state, q }));
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
      <search className="mt-4 flex flex-wrap items-center gap-2">
        <Input
          aria-label="Search applications"
          placeholder="Name, id of your own, or metadata"
          value={state.q}
          maxLength={256}
          onChange={(event) => setState({ q: event.target.value })}
          className="max-w-80"
        />
        <Select
          aria-label="Show"
          className="w-auto!"
          value={state.state ?? ""}
          options={STATES}
          onChange={({ target }) => setState({ state: LIST_STATES.find((one) => one === target.value) ?? null })}
        />
        <Select
          aria-label="Order"
          className="w-auto!"
          value={state.sort}
          options={SORTS}
          onChange={({ target }) => setState({ sort: LIST_SORTS.find((one) => one === target.value) ?? "-created" })}
        />
      </search>
      <div className="mt-3">
        <ProgressLine active={list.isFetching && !list.isFetchingNextPage} label="Loading applications" />
        <QueryWait query={list} failed="We could not load the applications." loading="Loading applications" />
        {pages && applications.length === 0 ? (
          <Nothing state={{ ...state, q }} publicUrl={publicUrl} onClear={() => setState({ q: "", state: null })} />
        ) : null}
        {applications.length > 0 ? (
          <LedgerTable
            caption={`Applications, ${SORT_WORDS[state.sort].toLowerCase()}`}
            columns={COLUMNS}
            stale={list.isPlaceholderData}
          >
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
        <LoadMore list={list} />
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

type NothingProps = { state: ListState; publicUrl: string; onClear: () => void };

function Nothing({ state: { q, state }, publicUrl, onClear }: NothingProps) {
  if (q || state) {
    return (
      <Empty
        title={q ? `Nothing is found for “${q}”.` : `No customer is ${STATE_WORDS[state ?? "failing"].toLowerCase()}.`}
        action={<Button onClick={onClear}>Show all</Button>}
      >
        {q ? "Names, your own ids and values of metadata are searched." : "That is good news."}
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
