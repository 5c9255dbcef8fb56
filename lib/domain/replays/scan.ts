import type { Binds } from "@/lib/domain/deliveries/binds.ts";
import { eventTypeCondition, filterConditions } from "@/lib/domain/deliveries/filter.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import type { ReplayPlace, ReplayScope } from "@/lib/domain/replays/scope.ts";
import { parseId, uuidFloor } from "@/lib/ids.ts";

/** Entries of the log that one statement reads. Of messages each is looked up among the deliveries. */
const CHUNK = { deliveries: 2_000, messages: 500, messagesOfAll: 50 };

export interface Scan extends ReplayPlace {
  scope: ReplayScope;
  /** The last entry that was read; null at the beginning. */
  afterId: string | null;
  /** An SQL expression: what has changed since is not part of it. */
  frozenAt: string;
  /** Where this chunk ends at the latest, itself excluded; without it where the scope does. */
  beforeId?: string | undefined;
  /** How many times the usual chunk, for who only counts. */
  wide?: number;
}

/** Why a delivery ended that was tried, other than by a person or its receiver. */
const GIVEN_UP = [reasonCode("endpoint_off"), reasonCode("endpoint_deleted"), reasonCode("gone")].join(", ");
const STATUS: Record<number, string> = {
  0: "d.status = 1",
  1: "d.status = 0",
  2: "d.status = 2",
  3: "false",
  4: "d.status = 3",
};
/** Waits for a retry: nobody holds it, and nobody has asked for a try of it. */
const WAITS =
  "(d.status = 0 and d.attempt_count > 0 and d.lease_token is null and d.trigger = 0 and d.retry_at is null and d.return_status is null)";

/**
 * One chunk of the log as the items `seen` and `matched` of a `with`. `matched` has what an item of a replay needs, and `kept`:
 * false when the payload is gone, so that nothing can be sent, and `off`: its endpoint is turned off.
 */
export function scanChunk(scan: Scan, binds: Binds): { sql: string; size: number } {
  return scan.scope.what === "missing" ? scanMessages(scan, binds) : scanDeliveries(scan, binds);
}

const idsOf = (endpointIds: string[]) => endpointIds.flatMap((id) => parseId("endpoint", id) ?? []);

/** The range of ids that is still to be read. */
function range(scan: Scan, column: string, binds: Binds): string[] {
  const { scope, afterId } = scan;
  return [
    afterId === null
      ? `${column} >= ${binds.bind(uuidFloor(Date.parse(scope.since)))}::uuid`
      : `${column} > ${binds.bind(afterId)}::uuid`,
    `${column} < ${endOf(scan, binds)}`,
  ];
}

function endOf({ scope, beforeId, frozenAt }: Scan, { bind }: Binds): string {
  if (beforeId !== undefined) return `${bind(beforeId)}::uuid`;
  if (scope.until !== null) return `uuid_v7_floor(${bind(scope.until)}::timestamptz)`;
  // A millisecond more: ids of this very one belong to it.
  return `uuid_v7_floor(${frozenAt} + interval '1 millisecond')`;
}

function scanDeliveries(scan: Scan, binds: Binds): { sql: string; size: number } {
  const { scope } = scan;
  const { bind } = binds;
  const owner =
    scan.endpointId === null
      ? `d.application_id = ${bind(scan.applicationId)}::uuid`
      : `d.endpoint_id = ${bind(scan.endpointId)}::uuid`;
  const { from, state } = sought(scan, binds);
  const conditions = ["not d.is_test", state, ...filters(scope, binds)];
  const size = CHUNK.deliveries * (scan.wide ?? 1);
  return {
    size,
    sql: `seen as materialized (
      select d.id, d.status, d.endpoint_id, d.message_id, d.event_type, d.is_test, d.attempt_count, d.finished_at, d.reason, d.lease_token,
        d.trigger, d.retry_at, d.return_status, d.last_status_code, d.last_cause
      from ${from} ${owner} and ${range(scan, "d.id", binds).join(" and ")} order by d.id limit ${size}
    ),
    matched as materialized (
      select d.id as delivery_id, d.endpoint_id, null::uuid as new_message_id, d.message_id, d.event_type, d.attempt_count, d.finished_at, d.reason,
        m.kept, e.disabled_at is not null as off
      from seen d
      join endpoint e on e.id = d.endpoint_id and e.deleted_at is null
      cross join lateral (select m.payload is not null as kept, m.channels, m.tags from message m where m.id = d.message_id limit 1) m
      where ${conditions.join(" and ")}
    )`,
  };
}

/** Where it is looked for, and in which state. Failures have an index of their own, word for word. */
function sought({ scope, frozenAt }: Scan, { bind }: Binds): { from: string; state: string } {
  const ended = `d.status <> 0 and d.finished_at <= ${frozenAt}`;
  const undelivered = "delivery_history d where d.status <> 1 and";
  switch (scope.what) {
    case "failed":
      return {
        from: undelivered,
        state: `${ended} and (d.status = 2 or d.status = 3 and d.attempt_count > 0 and d.reason in (${GIVEN_UP}))`,
      };
    case "undelivered":
      return { from: undelivered, state: `${ended} and (d.status = 2 or d.status = 3 and d.reason in (${GIVEN_UP}))` };
    case "again": {
      const taskId = bind(parseId("task", scope.failedAgainOf ?? ""));
      return {
        from: `background_task_item i join delivery d on d.id = i.delivery_id where i.task_id = ${taskId}::uuid and i.state = 2 and`,
        state: `d.status <> 1 and (${ended} or ${WAITS})`,
      };
    }
    default: {
      const states = statesOf(scope);
      const isEnded = states?.every((state) => state === STATUS[2] || state === STATUS[4]) ?? false;
      return {
        from: isEnded ? undelivered : "delivery d where",
        state: `(${ended} or ${WAITS}) and ${states ? `(${states.join(" or ")})` : "true"}`,
      };
    }
  }
}

const STATE_STATUS = { delivered: 0, retrying: 1, failed: 2, canceled: 4 } as const;

/** null is every state. */
function statesOf({ status, states }: ReplayScope): string[] | null {
  if (status !== null) return [STATUS[status] ?? "false"];
  return states?.map((state) => STATUS[STATE_STATUS[state]] ?? "false") ?? null;
}

function filters(scope: ReplayScope, binds: Binds): string[] {
  const { bind } = binds;
  const { codes, causes, statusCodeClass: codeClass } = scope;
  const ids = scope.endpointIds && idsOf(scope.endpointIds);
  return [
    ids && `d.endpoint_id = any (${bind(ids)}::uuid[])`,
    eventTypeCondition(scope.eventTypes ?? undefined, "d.event_type", binds),
    ...leftOut(scope, { endpoint: "d.endpoint_id", type: "d.event_type" }, binds),
    scope.channel !== null && `${bind(scope.channel)}::text = any (m.channels)`,
    scope.tag !== null && `${bind(scope.tag)}::text = any (m.tags)`,
    codeClass === 0 && "d.attempt_count > 0 and d.last_status_code is null",
    Boolean(codeClass) && `d.last_status_code between ${codeClass} and ${(codeClass ?? 0) + 99}`,
    ...filterConditions({ code: codes ?? undefined, cause: causes ?? undefined }, binds).conditions,
  ].filter((condition): condition is string => typeof condition === "string");
}

/** What is excluded by name. */
function leftOut(scope: ReplayScope, column: { endpoint: string; type: string }, binds: Binds): (string | null)[] {
  const types = eventTypeCondition(scope.excludedEventTypes ?? undefined, column.type, binds);
  const endpoints = scope.excludedEndpointIds && idsOf(scope.excludedEndpointIds);
  return [types && `not ${types}`, endpoints && `${column.endpoint} <> all (${binds.bind(endpoints)}::uuid[])`];
}

/** Ids of messages and of their deliveries come from two clocks. */
const CLOCK_SKEW = "interval '5 minutes'";
/** What of `delivery d` belongs to a message: found in the partitions from the message's own day on. */
export const MADE_SINCE = (messageId: string) => `d.id >= uuid_v7_floor(uuid_v7_time(${messageId}) - ${CLOCK_SKEW})`;

/**
 * Messages that the endpoint, or each of the application, wants now and has no try of. One without a delivery was left out by routing, or is older than the
 * endpoint; what was sent to another endpoint directly (a test, an example) is neither.
 */
function scanMessages(scan: Scan, binds: Binds): { sql: string; size: number } {
  const { bind } = binds;
  const { endpointIds, eventTypes, channel, tag } = scan.scope;
  const size = scan.endpointId === null ? CHUNK.messagesOfAll : CHUNK.messages;
  const conditions = [
    scan.endpointId === null
      ? `e.application_id = ${bind(scan.applicationId)}::uuid`
      : `e.id = ${bind(scan.endpointId)}::uuid`,
    endpointIds && `e.id = any (${bind(idsOf(endpointIds))}::uuid[])`,
    eventTypeCondition(eventTypes ?? undefined, "m.event_type", binds),
    ...leftOut(scan.scope, { endpoint: "e.id", type: "m.event_type" }, binds),
    channel !== null && `${bind(channel)}::text = any (m.channels)`,
    tag !== null && `${bind(tag)}::text = any (m.tags)`,
  ].filter((condition): condition is string => typeof condition === "string");
  return {
    size,
    sql: `seen as materialized (
      select m.id, m.event_type, m.channels, m.tags, m.is_test, m.payload is not null as kept, m.skipped_endpoint_ids, m.created_at, m.deliver_at
      from message m where m.application_id = ${bind(scan.applicationId)}::uuid and ${range(scan, "m.id", binds).join(" and ")}
      order by m.id limit ${size}
    ),
    matched as materialized (
      select coalesce(d.id, uuid_v7()) as delivery_id, e.id as endpoint_id, case when d.id is null then m.id end as new_message_id,
        m.id as message_id, m.event_type, coalesce(d.attempt_count, 0) as attempt_count, d.finished_at, d.reason, m.kept, e.disabled_at is not null as off
      from seen m
      join endpoint e on e.deleted_at is null and ${conditions.join(" and ")}
      left join lateral (
        select d.id, d.status, d.attempt_count, d.finished_at, d.reason from delivery d
        where d.message_id = m.id and d.endpoint_id = e.id and ${MADE_SINCE("m.id")} order by d.id limit 1
      ) d on true
      where not m.is_test and routing_verdict(e.event_types, e.channels, false, m.event_type, m.channels) = 0
        and case when d.id is null then (e.id = any (m.skipped_endpoint_ids) or e.created_at > m.created_at) and (m.deliver_at is null or m.deliver_at <= now())
          else d.status = 3 and d.attempt_count = 0 and d.finished_at <= ${scan.frozenAt} end
    )`,
  };
}
