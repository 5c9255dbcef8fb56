import type { FailureGroupFilter } from "@/lib/contract/failure-group.ts";
import type { FailureGroupState } from "@/lib/contract/failure-group-words.ts";
import type { Binds } from "@/lib/domain/deliveries/binds.ts";
import { ofCustomers } from "@/lib/domain/operational-webhooks/organization.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { CAUSES, type Cause, causeCode } from "@/lib/webhook/cause.ts";

/** What an actor may see and a filter asks for, as conditions on `g` and `a`. */
export function groupConditions(
  filter: FailureGroupFilter,
  { organizationId, now }: { organizationId: string | undefined; now: Date },
  { bind }: Binds,
): string[] {
  const conditions = ["a.deleted_at is null", ofCustomers("a.organization_id", bind(organizationId ?? null))];
  if (filter.state?.length) conditions.push(stateCondition(filter.state, bind(now)));
  if (filter.cause?.length) conditions.push(`g.cause = any (${bind(causesOf(filter.cause))}::smallint[])`);
  if (filter.app?.length) conditions.push(`g.application_id = any (${bind(idsOf("application", filter.app))}::uuid[])`);
  if (filter.endpoint?.length)
    conditions.push(`g.endpoint_id = any (${bind(idsOf("endpoint", filter.endpoint))}::uuid[])`);
  if (filter.from) conditions.push(`g.last_seen_at >= ${bind(filter.from)}::timestamptz`);
  if (filter.to) conditions.push(`g.first_seen_at < ${bind(filter.to)}::timestamptz`);
  return conditions;
}

function stateCondition(wanted: FailureGroupState[], now: string): string {
  const isMuted = `(coalesce(g.muted_until, '-infinity') > ${now}::timestamptz)`;
  const states: Record<FailureGroupState, string> = {
    open: `g.state = 'open' and not ${isMuted}`,
    acknowledged: `g.state = 'acknowledged' and not ${isMuted}`,
    muted: `g.state <> 'resolved' and ${isMuted}`,
    // Says of the moment nothing; the parameter must be named all the same.
    resolved: `g.state = 'resolved' and ${now}::timestamptz is not null`,
  };
  return `(${wanted.map((state) => `(${states[state]})`).join(" or ")})`;
}

function causesOf(values: string[]): number[] {
  return values.map((value) => {
    const cause = CAUSES.find((known): known is Cause => known === value);
    if (!cause) throw new InvalidInput(["query", "cause"], `must be one of ${CAUSES.join(", ")}`);
    return causeCode(cause);
  });
}

/** Applications are looked up by their id alone: a uid is one of an organization, and staff see all of them. */
function idsOf(kind: "application" | "endpoint", values: string[]): string[] {
  return values.map((value) => {
    const id = parseId(kind, value);
    if (!id) throw new InvalidInput(["query", kind === "endpoint" ? "endpoint" : "app"], `must be ${kind} ids`);
    return id;
  });
}
