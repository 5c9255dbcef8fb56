"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { InviteDialog } from "@/components/staff/invite-dialog.tsx";
import { staffListQuery } from "@/components/staff/queries.ts";
import { nameOf, stateWords } from "@/components/staff/staff-words.ts";
import { Button } from "@/components/ui/button.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffOut } from "@/lib/contract/staff.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "name", label: "Name" },
  { id: "role", label: "Role", width: "96px" },
  { id: "state", label: "State", width: "136px", from: "sm" },
  { id: "factor", label: "Second factor", width: "116px", from: "md" },
  { id: "seen", label: "Last sign-in", width: "116px", from: "sm" },
];

/** Everybody who may sign in. */
export function StaffList({ nowMs, selfId }: { nowMs: number; selfId: string }) {
  const list = useInfiniteQuery(staffListQuery);
  const [inviting, setInviting] = useState(false);
  const people = list.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="grow text-page">Staff</h1>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={() => setInviting(true)}
        >
          Invite
        </Button>
      </div>
      <p className="mt-1 mb-4 max-w-measure text-body text-ink-2">
        Who may sign in to this console, and what they may do. <TextLink href="/docs/staff">How it works</TextLink>
      </p>
      <QueryWait query={list} failed="We could not load the people." loading="Loading people" />
      {people && people.length > 0 ? (
        <LedgerTable caption="People who may sign in" columns={COLUMNS} stale={list.isRefetching}>
          <LedgerBody>
            {people.map((person) => (
              <Row key={person.id} person={person} nowMs={nowMs} isSelf={person.id === selfId} />
            ))}
          </LedgerBody>
        </LedgerTable>
      ) : null}
      <LoadMore list={list} />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </>
  );
}

function Row({ person, nowMs, isSelf }: { person: StaffOut; nowMs: number; isSelf: boolean }) {
  const { id, name, email, role, state, hasSecondFactor, hasPassword, lastSignInAt } = person;
  const factor = hasSecondFactor ? "on" : state === "active" && !hasPassword ? "at the provider" : "off";
  return (
    <LedgerRow>
      <LedgerCell head>
        <TextLink href={`/console/settings/staff/${id}`}>{nameOf(person)}</TextLink>
        {isSelf ? <span className="font-plain text-ink-3"> · you</span> : null}
        {name === null ? null : <span className="block truncate pb-1 text-meta font-plain text-ink-3">{email}</span>}
      </LedgerCell>
      <LedgerCell>{role}</LedgerCell>
      <LedgerCell from="sm" faint>
        {stateWords(person, nowMs)}
      </LedgerCell>
      <LedgerCell from="md" faint>
        {state === "invited" ? "" : factor}
      </LedgerCell>
      <LedgerCell from="sm" faint>
        {lastSignInAt ? <Time at={lastSignInAt} /> : "never"}
      </LedgerCell>
    </LedgerRow>
  );
}
