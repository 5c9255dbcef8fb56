"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { EndSessionsDialog } from "@/components/applications/end-sessions-dialog.tsx";
import { revokeSession, sessionsQuery } from "@/components/applications/queries.ts";
import { mayDo, SESSION_KINDS } from "@/components/applications/session-words.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { LivePortalSessionOut } from "@/lib/contract/authentication.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "label", label: "Label" },
  { id: "may", label: "May do", width: "9rem", from: "sm" },
  { id: "where", label: "Frames, theme, language", width: "26%", from: "lg" },
  { id: "seen", label: "Last used", width: "7rem" },
  { id: "made", label: "Opened", width: "7rem", from: "md" },
  { id: "ends", label: "Ends", width: "7rem", from: "md" },
  { id: "end", label: "", hiddenLabel: "Action", width: "5rem", align: "end" },
];

/** Who is in the portal of an application, and the way to put them out. */
export function SessionList({ application }: { application: { id: string; name: string } }) {
  const list = useInfiniteQuery(sessionsQuery(application.id));
  const client = useQueryClient();
  const forbidden = useForbidden("revokePortalSession");
  const [ending, setEnding] = useState(false);
  const end = useMutation({
    mutationFn: (sessionId: string) => revokeSession(application.id, sessionId),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery(application.id).queryKey }),
  });
  const sessions = list.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <h2 className="sr-only">Portal sessions</h2>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-measure text-body text-ink-2">
          A session begins when somebody uses a portal link. Each link also brings a bearer token for your own pages;
          one that was never used is marked so.
        </p>
        {sessions && sessions.length > 0 ? (
          <Button unavailable={forbidden} onClick={() => setEnding(true)}>
            End several…
          </Button>
        ) : null}
      </div>
      <QueryWait query={list} failed="We could not load the sessions." loading="Loading sessions" />
      {end.error ? (
        <p role="alert" className="mb-3 text-dense text-fail-ink">
          The session was not ended. {end.error.message}
        </p>
      ) : null}
      {sessions?.length === 0 ? <Empty title="Nobody is in this portal at the moment." /> : null}
      {sessions && sessions.length > 0 ? (
        <LedgerTable caption="Portal sessions that live, newest first" columns={COLUMNS} stale={list.isRefetching}>
          <LedgerBody>
            {sessions.map((session) => (
              <Row
                key={session.id}
                session={session}
                forbidden={forbidden}
                pending={end.isPending && end.variables === session.id}
                onEnd={() => end.mutate(session.id)}
              />
            ))}
          </LedgerBody>
        </LedgerTable>
      ) : null}
      <LoadMore list={list} />
      {ending ? (
        <EndSessionsDialog
          application={application}
          onClose={() => {
            setEnding(false);
            void list.refetch();
          }}
        />
      ) : null}
    </>
  );
}

type RowProps = { session: LivePortalSessionOut; forbidden: string | undefined; pending: boolean; onEnd: () => void };

function Row({ session, forbidden, pending, onEnd }: RowProps) {
  const { kind, label, capabilities, lastSeenAt, createdAt, expiresAt } = session;
  const what = SESSION_KINDS[kind];
  const name = label ?? what;
  return (
    <LedgerRow>
      <LedgerCell head>
        {name}
        {label ? <span className="font-plain text-ink-3"> · {what.toLowerCase()}</span> : null}
      </LedgerCell>
      <LedgerCell from="sm" faint>
        <span title={capabilities.join(", ")}>{mayDo(capabilities)}</span>
      </LedgerCell>
      <LedgerCell from="lg" faint>
        {viewWords(session)}
      </LedgerCell>
      <LedgerCell faint>{lastSeenAt ? <Time at={lastSeenAt} /> : "never"}</LedgerCell>
      <LedgerCell from="md" faint>
        <Time at={createdAt} />
      </LedgerCell>
      <LedgerCell from="md" faint>
        <Time at={expiresAt} />
      </LedgerCell>
      <LedgerCell align="end">
        <Button size="small" aria-label={`End ${name}`} unavailable={forbidden} pending={pending} onClick={onEnd}>
          End
        </Button>
      </LedgerCell>
    </LedgerRow>
  );
}

function viewWords({ theme, locale, embedOrigins }: LivePortalSessionOut): string {
  const frames = embedOrigins === null ? null : embedOrigins.length === 0 ? "in no frame" : embedOrigins.join(", ");
  return [frames, theme, locale].filter(Boolean).join(" · ") || "as installed";
}
