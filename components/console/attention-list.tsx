import { BreakerNote } from "@/components/endpoints/breaker-note.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { FleetEndpointOut, FleetSummaryOut } from "@/lib/contract/fleet.ts";

const COLUMNS = [
  { id: "state", label: "State", width: "112px" },
  { id: "endpoint", label: "Endpoint" },
  { id: "application", label: "Application", width: "20%", from: "sm" as const },
  { id: "cause", label: "Cause", width: "22%", from: "md" as const },
  { id: "since", label: "Since", width: "108px", from: "lg" as const },
  { id: "undelivered", label: "Undelivered", width: "100px", align: "end" as const },
];

/** Failing and turned-off endpoints of all applications, most undelivered first: the number that customers feel. */
export function AttentionList({ fleet }: { fleet: FleetSummaryOut }) {
  const { attention, endpointCount } = fleet;
  if (attention.length === 0) {
    return (
      <p className="border-line border-t py-3 text-body text-ink-2">
        {endpointCount === 0
          ? "Endpoints that fail will be listed here."
          : "Nothing. Every endpoint that is on receives."}
      </p>
    );
  }
  return (
    <>
      <LedgerTable caption="Endpoints that need attention, most undelivered first" columns={COLUMNS}>
        <LedgerBody>
          {attention.map((one) => (
            <AttentionRow key={one.endpointId} one={one} />
          ))}
        </LedgerBody>
      </LedgerTable>
      {attention.length < fleet.failingCount + fleet.turnedOffCount ? (
        <p className="border-line border-t pt-3 text-meta text-ink-3">
          The {attention.length} with the most undelivered of {formatCount(fleet.failingCount + fleet.turnedOffCount)}.
        </p>
      ) : null}
    </>
  );
}

function AttentionRow({ one }: { one: FleetEndpointOut }) {
  const application = `/console/applications/${one.applicationId}`;
  const isProbed = one.state === "failing" && one.breaker.state !== "closed";
  const undelivered = new URLSearchParams({
    app: one.applicationId,
    endpoint: one.endpointId,
    status: one.state === "failing" ? "retrying,failed" : "canceled",
  });
  return (
    <LedgerRow>
      <LedgerCell>
        <StateLabel state={one.state} className="align-middle" />
      </LedgerCell>
      <LedgerCell head className="py-1">
        <RowLink prefetch={false} href={`${application}/endpoints/${one.endpointId}`}>
          <span className="truncate">{one.endpointName}</span>
        </RowLink>
        <span className="block truncate text-meta text-ink-2 @min-[27rem]:hidden">
          {one.applicationName}
          {one.causeLabel ? ` · ${one.causeLabel}` : ""}
        </span>
      </LedgerCell>
      <LedgerCell from="sm">
        <TextLink
          prefetch={false}
          href={application}
          className="inline-block max-w-full truncate align-bottom text-ink-2"
        >
          {one.applicationName}
        </TextLink>
      </LedgerCell>
      <LedgerCell from="md" faint title={one.rule}>
        {!isProbed && !one.turnOffAt ? (
          (one.causeLabel ?? one.rule)
        ) : (
          <>
            <span className="block truncate pt-1 leading-4">{one.causeLabel}</span>
            <span className="block truncate pb-1 text-meta">
              {isProbed ? <BreakerNote breaker={one.breaker} /> : null}
              {isProbed && one.turnOffAt ? " · " : null}
              {one.turnOffAt ? (
                <span className="text-fail-ink">
                  Turned off in <Countdown to={one.turnOffAt} zero="a moment" />
                </span>
              ) : null}
            </span>
          </>
        )}
      </LedgerCell>
      <LedgerCell from="lg" faint>
        {one.since ? <Time at={one.since} /> : null}
      </LedgerCell>
      <LedgerCell align="end">
        <TextLink
          prefetch={false}
          href={`/console/deliveries?${undelivered}`}
          aria-label={`${one.undelivered} undelivered to ${one.endpointName}`}
        >
          {formatCount(one.undelivered)}
        </TextLink>
      </LedgerCell>
    </LedgerRow>
  );
}
