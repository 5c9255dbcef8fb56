"use client";

import { causeWords, GroupGlyph, GroupState, undeliveredText } from "@/components/failures/group-state.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { PulseStrip } from "@/components/ui/pulse-strip.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";
import type { FailureGroupSort } from "@/lib/contract/failure-group-words.ts";

type GroupTableProps = {
  caption: string;
  groups: FailureGroupOut[];
  stale?: boolean;
  /** Without it the table has one order. */
  sort?: { by: FailureGroupSort; onSort: (by: FailureGroupSort) => void };
};

/** What fails, a row for each cause of an endpoint. */
export function GroupTable({ caption, groups, stale, sort }: GroupTableProps) {
  const by = (id: FailureGroupSort): Pick<LedgerColumn, "sort"> =>
    sort ? { sort: { direction: sort.by === id ? "descending" : "none", onSort: () => sort.onSort(id) } } : {};
  const columns: LedgerColumn[] = [
    { id: "state", label: "", hiddenLabel: "State", width: "24px" },
    { id: "cause", label: "Cause" },
    { id: "endpoint", label: "Endpoint and customer", width: "26%", from: "sm" },
    { id: "pulse", label: "24 hours", width: "206px", from: "lg" },
    { id: "first", label: "First seen", width: "100px", from: "lg", ...by("firstSeen") },
    { id: "last", label: "Last seen", width: "100px", from: "mid", ...by("lastSeen") },
    { id: "failed", label: "Failed", width: "84px", align: "end", from: "mid", ...by("failed") },
    { id: "undelivered", label: "Undelivered", width: "112px", align: "end", ...by("undelivered") },
  ];
  return (
    <LedgerTable caption={caption} columns={columns} stale={stale}>
      <LedgerBody>
        {groups.map((group) => (
          <GroupRow key={group.id} group={group} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function GroupRow({ group }: { group: FailureGroupOut }) {
  const application = `/console/applications/${group.applicationId}`;
  const endpoint = (
    <TextLink
      prefetch={false}
      href={`${application}/endpoints/${group.endpointId}`}
      className="inline-block max-w-full truncate align-bottom leading-6"
    >
      {group.endpointName}
    </TextLink>
  );
  return (
    <LedgerRow>
      <LedgerCell>
        <GroupGlyph group={group} />
      </LedgerCell>
      <LedgerCell head className="py-1">
        <RowLink prefetch={false} href={`/console/failures/${group.id}`} data-group={group.id}>
          <span className="truncate">{causeWords(group)}</span>
        </RowLink>
        <span className="block truncate text-meta text-ink-2">
          <GroupState group={group} plain />
          {group.endpointState === "off" ? " · endpoint is off" : null}
          {group.endpointState === "paused" ? " · endpoint is paused" : null}
        </span>
        <span className="block truncate text-meta text-ink-2 @min-[27rem]:hidden">
          {group.endpointName} · {group.applicationName}
        </span>
      </LedgerCell>
      <LedgerCell from="sm" className="py-1">
        <span className="block truncate">{endpoint}</span>
        <TextLink
          prefetch={false}
          href={application}
          className="inline-block max-w-full truncate align-bottom text-meta leading-6 text-ink-2"
        >
          {group.applicationName}
        </TextLink>
      </LedgerCell>
      <LedgerCell from="lg">
        <PulseStrip cells={group.pulse} />
      </LedgerCell>
      <LedgerCell from="lg" faint>
        <Time at={group.firstSeenAt} plain />
      </LedgerCell>
      <LedgerCell from="mid" faint>
        <Time at={group.lastSeenAt} plain />
      </LedgerCell>
      <LedgerCell from="mid" align="end" faint>
        {formatCount(group.failedCount)}
      </LedgerCell>
      <LedgerCell align="end">{undeliveredText(group, formatCount)}</LedgerCell>
    </LedgerRow>
  );
}
