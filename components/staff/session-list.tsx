"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { staffKey, staffSessionsQuery } from "@/components/staff/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffSessionOut } from "@/lib/contract/staff.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "browser", label: "Browser" },
  { id: "address", label: "Address", width: "22%", from: "sm" },
  { id: "seen", label: "Last used", width: "7rem" },
  { id: "made", label: "Signed in", width: "7rem", from: "md" },
  { id: "end", label: "", hiddenLabel: "Action", width: "5rem", align: "end" },
];

const WAYS = { password: "password", sso: "single sign-on" } as const;

function endOne(staffId: string | null, sessionId: string) {
  const params = { staff_session_id: sessionId };
  return staffId === null
    ? callAsStaff("DELETE /account/session/{staff_session_id}", { params })
    : callAsStaff("DELETE /staff/{staff_id}/session/{staff_session_id}", { params: { ...params, staff_id: staffId } });
}

function endAll(staffId: string | null) {
  return staffId === null
    ? callAsStaff("DELETE /account/session", {})
    : callAsStaff("DELETE /staff/{staff_id}/session", { params: { staff_id: staffId } });
}

/** Where somebody is signed in, with null oneself, and the way to end it. */
export function SessionList({ staffId }: { staffId: string | null }) {
  const list = useQuery(staffSessionsQuery(staffId));
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: staffKey });
  const end = useMutation({ mutationFn: (sessionId: string) => endOne(staffId, sessionId), onSettled });
  const all = useMutation({ mutationFn: () => endAll(staffId), onSettled });
  const sessions = list.data;
  const error = end.error ?? all.error;
  const others = sessions?.filter(({ isCurrent }) => staffId !== null || !isCurrent) ?? [];

  return (
    <section aria-labelledby="sessions">
      <div className="mb-1 flex flex-wrap items-center gap-3">
        <h2 id="sessions" className="grow text-lead">
          {staffId === null ? "Where you are signed in" : "Where they are signed in"}
        </h2>
        {others.length > 0 ? (
          <Button size="small" pending={all.isPending} onClick={() => all.mutate()}>
            {staffId === null ? "Sign out everywhere else" : "Sign out everywhere"}
          </Button>
        ) : null}
      </div>
      {error ? (
        <p role="alert" className="mb-2 text-dense text-fail-ink">
          The session was not ended. {error.message}
        </p>
      ) : null}
      <QueryWait query={list} failed="We could not load the sessions." loading="Loading sessions" rows={2} />
      {sessions?.length === 0 ? <p className="text-body text-ink-2">Nowhere at the moment.</p> : null}
      {sessions && sessions.length > 0 ? (
        <LedgerTable caption="Sessions, newest first" columns={COLUMNS} stale={list.isRefetching}>
          <LedgerBody>
            {sessions.map((session) => (
              <Row
                key={session.id}
                session={session}
                pending={end.isPending && end.variables === session.id}
                onEnd={() => end.mutate(session.id)}
              />
            ))}
          </LedgerBody>
        </LedgerTable>
      ) : null}
    </section>
  );
}

function Row({ session, pending, onEnd }: { session: StaffSessionOut; pending: boolean; onEnd: () => void }) {
  const { browser, address, way, isCurrent, createdAt, lastSeenAt } = session;
  return (
    <LedgerRow>
      <LedgerCell head wraps className="py-1.5">
        {browser}
        <span className="font-plain text-ink-3"> · {isCurrent ? "this browser" : WAYS[way]}</span>
      </LedgerCell>
      <LedgerCell from="sm" machine faint>
        {address}
      </LedgerCell>
      <LedgerCell faint>{isCurrent ? "now" : <Time at={lastSeenAt} />}</LedgerCell>
      <LedgerCell from="md" faint>
        <Time at={createdAt} />
      </LedgerCell>
      <LedgerCell align="end">
        {isCurrent ? null : (
          <Button size="small" aria-label={`End ${browser}`} pending={pending} onClick={onEnd}>
            End
          </Button>
        )}
      </LedgerCell>
    </LedgerRow>
  );
}
