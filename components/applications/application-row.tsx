import { formatCount } from "@/components/ui/format-number.ts";
import type { EndpointState } from "@/components/ui/glyph.tsx";
import { LedgerCell, type LedgerColumn, LedgerRow, RowLink } from "@/components/ui/ledger-table.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";
import type { ApplicationActivityOut } from "@/lib/contract/fleet.ts";

export const COLUMNS: LedgerColumn[] = [
  { id: "health", label: "Health", hiddenLabel: "Health", width: "24px" },
  { id: "name", label: "Name" },
  { id: "uid", label: "Id", width: "20%", from: "md" },
  { id: "endpoints", label: "Endpoints", width: "148px" },
  { id: "messages", label: "Messages, 24 h", width: "112px", align: "end", from: "md" },
  { id: "success", label: "Success", width: "84px", align: "end", from: "sm" },
  { id: "last", label: "Last message", width: "112px", align: "end", from: "lg" },
  { id: "created", label: "Created", width: "100px", align: "end", from: "xl" },
];

type ApplicationRowProps = { application: ApplicationOut; activity?: ApplicationActivityOut };

export function ApplicationRow({ application, activity }: ApplicationRowProps) {
  const format = useFormat();
  return (
    <LedgerRow>
      <LedgerCell>{activity ? <StateLabel bare state={healthOf(activity)} /> : null}</LedgerCell>
      <LedgerCell head>
        <RowLink prefetch={false} href={`/console/applications/${application.id}`}>
          <span className="truncate">{application.name}</span>
        </RowLink>
        {application.suspendedAt ? <span className="ms-2 text-meta text-off-ink">suspended</span> : null}
      </LedgerCell>
      <LedgerCell from="md" machine faint title={application.uid ?? application.id}>
        {application.uid ?? <span className="text-ink-3">{application.id}</span>}
      </LedgerCell>
      <LedgerCell>{activity ? <Endpoints activity={activity} /> : null}</LedgerCell>
      <LedgerCell from="md" align="end" faint>
        {activity ? formatCount(activity.messages) : null}
      </LedgerCell>
      <LedgerCell from="sm" align="end">
        {activity ? format.share(activity.delivered, activity.total) : null}
      </LedgerCell>
      <LedgerCell from="lg" align="end" faint>
        {activity?.lastMessageAt ? <Time at={activity.lastMessageAt} /> : activity ? "never" : null}
      </LedgerCell>
      <LedgerCell from="xl" align="end" faint>
        <Time at={application.createdAt} show="day" />
      </LedgerCell>
    </LedgerRow>
  );
}

function Endpoints({ activity }: { activity: ApplicationActivityOut }) {
  const { endpointCount, failingCount, turnedOffCount } = activity;
  return (
    <>
      {endpointCount === 0 ? <span className="text-ink-3">none</span> : formatCount(endpointCount)}
      {failingCount > 0 ? <span className="text-fail-ink"> · {failingCount} failing</span> : null}
      {failingCount === 0 && turnedOffCount > 0 ? <span className="text-off-ink"> · {turnedOffCount} off</span> : null}
    </>
  );
}

/** The worst state of its endpoints. */
function healthOf({ failingCount, turnedOffCount, total }: ApplicationActivityOut): EndpointState {
  if (failingCount > 0) return "failing";
  if (turnedOffCount > 0) return "turned_off";
  return total > 0 ? "healthy" : "no_traffic";
}
