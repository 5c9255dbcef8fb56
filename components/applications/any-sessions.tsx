"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { ExpireLabelDialog } from "@/components/applications/expire-label-dialog.tsx";
import { anySessionsKey, anySessionsQuery, revokeSession } from "@/components/applications/queries.ts";
import { mayDo, sessionName } from "@/components/applications/session-words.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Input } from "@/components/ui/input.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import type { AnyPortalSessionOut } from "@/lib/contract/portal-links.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "application", label: "Customer" },
  { id: "label", label: "Label", width: "22%" },
  { id: "may", label: "May do", width: "9rem", from: "md" },
  { id: "seen", label: "Last used", width: "7rem", from: "sm" },
  { id: "ends", label: "Ends", width: "7rem", from: "lg" },
  { id: "end", label: "", hiddenLabel: "Action", width: "5rem", align: "end" },
];

/** Who is in any portal at the moment, and the way to put them out: one, or all with a label. */
export function AnySessions() {
  const [label, setLabel] = useUrlParam("label", stringParam.withDefault(""));
  const settled = useDeferredValue(label.trim());
  const list = useInfiniteQuery(anySessionsQuery(settled));
  const client = useQueryClient();
  const forbidden = useForbidden("revokePortalSession");
  const [ending, setEnding] = useState(false);
  const end = useMutation({
    mutationFn: ({ applicationId, id }: AnyPortalSessionOut) => revokeSession(applicationId, id),
    onSettled: () => client.invalidateQueries({ queryKey: anySessionsKey }),
  });
  const sessions = list.data?.pages.flatMap((page) => page.data);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" className="text-lead">
        Live sessions
      </h2>
      <p className="mt-1 mb-3 max-w-measure text-body text-ink-2">
        Of every customer, newest first. A session begins when somebody uses a link; each link also brings a bearer
        token for your own pages.
      </p>
      <search className="flex flex-wrap items-center gap-2">
        <Input
          aria-label="Sessions with the label"
          placeholder="Label, as a whole"
          value={label}
          maxLength={64}
          onChange={({ target }) => setLabel(target.value)}
          className="max-w-64"
        />
        {settled && sessions && sessions.length > 0 ? (
          <Button unavailable={forbidden} onClick={() => setEnding(true)}>
            End all of this label…
          </Button>
        ) : null}
      </search>
      <div className="mt-3">
        <ProgressLine active={list.isFetching && !list.isFetchingNextPage} label="Loading sessions" />
        <QueryWait query={list} failed="We could not load the sessions." loading="Loading sessions" />
        {end.error ? (
          <p role="alert" className="mb-3 text-dense text-fail-ink">
            The session was not ended. {end.error.message}
          </p>
        ) : null}
        {sessions?.length === 0 ? (
          <Empty
            title={settled ? `No live session has the label ${settled}.` : "Nobody is in a portal at the moment."}
          />
        ) : null}
        {sessions && sessions.length > 0 ? (
          <LedgerTable
            caption="Portal sessions that live, newest first"
            columns={COLUMNS}
            stale={list.isPlaceholderData}
          >
            <LedgerBody>
              {sessions.map((session) => (
                <LedgerRow key={session.id}>
                  <LedgerCell head>
                    <TextLink href={`/console/applications/${session.applicationId}/sessions`} prefetch={false}>
                      {session.applicationName}
                    </TextLink>
                  </LedgerCell>
                  <LedgerCell faint>{sessionName(session)}</LedgerCell>
                  <LedgerCell from="md" faint title={session.capabilities.join(", ")}>
                    {mayDo(session.capabilities)}
                  </LedgerCell>
                  <LedgerCell from="sm" faint>
                    {session.lastSeenAt ? <Time at={session.lastSeenAt} /> : "never"}
                  </LedgerCell>
                  <LedgerCell from="lg" faint>
                    <Time at={session.expiresAt} />
                  </LedgerCell>
                  <LedgerCell align="end">
                    <Button
                      size="small"
                      aria-label={`End ${sessionName(session)} of ${session.applicationName}`}
                      unavailable={forbidden}
                      pending={end.isPending && end.variables.id === session.id}
                      onClick={() => end.mutate(session)}
                    >
                      End
                    </Button>
                  </LedgerCell>
                </LedgerRow>
              ))}
            </LedgerBody>
          </LedgerTable>
        ) : null}
        <LoadMore list={list} />
      </div>
      {ending ? <ExpireLabelDialog label={settled} onClose={() => setEnding(false)} /> : null}
    </section>
  );
}
