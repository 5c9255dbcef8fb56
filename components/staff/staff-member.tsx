"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { QueryError } from "@/components/portal/query-error.tsx";
import { staffMemberQuery } from "@/components/staff/queries.ts";
import { SessionList } from "@/components/staff/session-list.tsx";
import { type MemberAction, StaffMemberDialog } from "@/components/staff/staff-member-dialog.tsx";
import { nameOf, stateWords } from "@/components/staff/staff-words.ts";
import { Button } from "@/components/ui/button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Menu, type MenuItem } from "@/components/ui/menu.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffOut } from "@/lib/contract/staff.ts";

/** One person: what they may do, how they come in, where they are signed in. */
export function StaffMember({ staffId, nowMs }: { staffId: string; nowMs: number }) {
  const router = useRouter();
  const query = useQuery(staffMemberQuery(staffId));
  const [doing, setDoing] = useState<MemberAction | null>(null);
  const person = query.data;
  if (!person && query.error) return <QueryError title="We could not load this person." query={query} />;
  if (!person) return <SkeletonRows />;
  return (
    <div className="grid max-w-container-lg grid-cols-1 gap-8">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <h1 className="min-w-0 grow basis-60 break-words text-page">{nameOf(person)}</h1>
        <Menu
          label={`Actions for ${nameOf(person)}`}
          button={{ text: "Actions", variant: "secondary" }}
          items={itemsFor(person, setDoing)}
        />
      </header>
      <Facts person={person} nowMs={nowMs} onRole={() => setDoing("role")} />
      {person.state === "invited" ? null : <SessionList staffId={staffId} />}
      {doing ? (
        <StaffMemberDialog
          person={person}
          action={doing}
          onClose={() => setDoing(null)}
          onGone={() => router.replace("/console/settings/staff")}
        />
      ) : null}
    </div>
  );
}

function itemsFor(person: StaffOut, choose: (action: MemberAction) => void): MenuItem[] {
  const { state, hasSecondFactor } = person;
  const item = (label: string, action: MemberAction, danger = false): MenuItem => ({
    label,
    danger,
    onSelect: () => choose(action),
  });
  if (state === "invited")
    return [item("Invite again…", "link"), "separator", item("Withdraw invitation…", "withdraw", true)];
  if (state === "disabled") return [item("Turn on", "enable")];
  return [
    item("Link for a new password…", "link"),
    ...(hasSecondFactor ? [item("Remove second factor…", "factor")] : []),
    "separator",
    item("Turn off…", "disable", true),
  ];
}

function Facts({ person, nowMs, onRole }: { person: StaffOut; nowMs: number; onRole: () => void }) {
  const { email, role, hasPassword, hasSingleSignOn, hasSecondFactor, lastSignInAt, linkExpiresAt, createdAt } = person;
  const ways = [hasPassword && "password", hasSingleSignOn && "single sign-on"].filter(Boolean).join(", ");
  return (
    <KeyValueList>
      <KeyValue label="E-mail">{email}</KeyValue>
      <KeyValue
        label="Role"
        actions={
          <Button size="small" aria-label="Change role" onClick={onRole}>
            Change…
          </Button>
        }
      >
        {role}
      </KeyValue>
      <KeyValue label="State">{stateWords(person, nowMs)}</KeyValue>
      {linkExpiresAt === null ? null : (
        <KeyValue label={person.state === "invited" ? "Invitation ends" : "Link for a password ends"}>
          <Time at={linkExpiresAt} show="moment" precision="minute" />
        </KeyValue>
      )}
      <KeyValue label="Signs in with">{ways || "nothing yet"}</KeyValue>
      <KeyValue label="Second factor">{hasSecondFactor ? "on" : "off"}</KeyValue>
      <KeyValue label="Last sign-in">{lastSignInAt ? <Time at={lastSignInAt} /> : "never"}</KeyValue>
      <KeyValue label="Added">
        <Time at={createdAt} show="moment" precision="minute" />
      </KeyValue>
    </KeyValueList>
  );
}
