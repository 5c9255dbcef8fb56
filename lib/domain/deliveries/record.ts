import { setTimeout as sleep } from "node:timers/promises";
import { arrayParameter, type ElementType } from "@/lib/array-parameter.ts";
import { hotPool, pool } from "@/lib/db.ts";
import { type AttemptRequest, REQUEST_COLUMNS, requestParameters } from "@/lib/domain/deliveries/attempt-request.ts";
import {
  type BreakerTurn,
  breakerColumns,
  breakerSettings,
  FAILURE_CLOCK_COLUMNS,
  FAILURES_IN_A_ROW,
  justTurned,
  logTurn,
  TURNED_COLUMNS,
} from "@/lib/domain/endpoint-health/breaker-sql.ts";
import { createGroupCommit, isRowFault, type Settled } from "@/lib/domain/group-commit.ts";
import { mayBeTold, TOLD_ATTEMPTS } from "@/lib/domain/operational-webhooks/attempts-sql.ts";
import { log } from "@/lib/log.ts";
import { holdBack } from "@/lib/queue.ts";

/** A finished try and what follows from it. Ids are UUIDs; a smallint's meaning is in the file named beside it. */
export interface RecordedAttempt {
  attemptId: string;
  deliveryId: string;
  leaseToken: number;
  applicationId: string;
  endpointId: string;
  endpointVersion: number;
  messageId: string;
  /** Of a request with several events: each delivery has an entry of its own, with the same attempt. */
  batchId: string | null;
  /** Whether this entry writes the attempt down; one of a batch does. */
  leads: boolean;
  eventType: string;
  isTest: boolean;
  number: number;
  trigger: number;
  actor: string | null;
  /** 0 succeeded, 2 failed, 4 canceled */
  status: number;
  /** lib/webhook/attempt-class.ts */
  classCode: number;
  /** lib/webhook/diagnosis.ts */
  causeCode: number | null;
  statusCode: number | null;
  startedAt: Date;
  durationMs: number;
  queueMs: number | null;
  /** How long a rate limit had it wait. */
  limitMs: number | null;
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  waitMs: number | null;
  bodyMs: number | null;
  reused: boolean;
  remoteAddress: string | null;
  tlsVersion: string | null;
  certificateNotAfter: Date | null;
  /** null when nothing was signed. */
  signature: string | null;
  /** What was sent, when that is not the message as it is. */
  request: AttemptRequest | null;
  responseHeaders: string | null;
  responseBody: string | null;
  responseBase64: boolean;
  responseTruncated: boolean;
  errorDetail: string | null;
  /** Whether it says something about the receiver: tests and our own faults do not. */
  countsForHealth: boolean;
  /** How long the endpoint is to be spared, when it asked for that. */
  throttleMs: number | null;
  rail: number;
  /** 0 goes on pending; 1 succeeded, 2 failed, 3 canceled end it */
  nextStatus: number;
  /** Whether it used a try of the schedule up. */
  burnsBudget: boolean;
  /** Our own fault stopped it: the next try is of the same kind. */
  requeued: boolean;
  /** lib/domain/deliveries/reason.ts */
  reason: number | null;
  /** For a delivery that goes on: in so many milliseconds, or at the time that a replay had put off. */
  delayMs: number | null;
  nextAt: Date | null;
}

const COLUMNS = [
  ["attempt_id", "uuid", "attemptId"],
  ["delivery_id", "uuid", "deliveryId"],
  ["lease_token", "bigint", "leaseToken"],
  ["application_id", "uuid", "applicationId"],
  ["endpoint_id", "uuid", "endpointId"],
  ["endpoint_version", "int", "endpointVersion"],
  ["message_id", "uuid", "messageId"],
  ["batch_id", "uuid", "batchId"],
  ["leads", "boolean", "leads"],
  ["event_type", "text", "eventType"],
  ["is_test", "boolean", "isTest"],
  ["number", "smallint", "number"],
  ["trigger", "smallint", "trigger"],
  ["actor", "text", "actor"],
  ["status", "smallint", "status"],
  ["class", "smallint", "classCode"],
  ["cause", "smallint", "causeCode"],
  ["status_code", "smallint", "statusCode"],
  ["started_at", "timestamptz", "startedAt"],
  ["duration_ms", "int", "durationMs"],
  ["queue_ms", "int", "queueMs"],
  ["limit_ms", "int", "limitMs"],
  ["dns_ms", "real", "dnsMs"],
  ["connect_ms", "real", "connectMs"],
  ["tls_ms", "real", "tlsMs"],
  ["wait_ms", "real", "waitMs"],
  ["body_ms", "real", "bodyMs"],
  ["reused", "boolean", "reused"],
  ["remote_address", "text", "remoteAddress"],
  ["tls_version", "text", "tlsVersion"],
  ["certificate_not_after", "timestamptz", "certificateNotAfter"],
  ["signature", "text", "signature"],
  ["response_headers", "text", "responseHeaders"],
  ["response_body", "text", "responseBody"],
  ["response_base64", "boolean", "responseBase64"],
  ["response_truncated", "boolean", "responseTruncated"],
  ["error_detail", "text", "errorDetail"],
  ["counts", "boolean", "countsForHealth"],
  ["throttle_ms", "int", "throttleMs"],
  ["rail", "int", "rail"],
  ["next_status", "smallint", "nextStatus"],
  ["burns", "boolean", "burnsBudget"],
  ["requeued", "boolean", "requeued"],
  ["reason", "smallint", "reason"],
  ["delay_ms", "float8", "delayMs"],
  ["next_at", "timestamptz", "nextAt"],
] as const satisfies readonly (readonly [string, ElementType, keyof RecordedAttempt])[];

const placeholder = (n: number, type: string) => `$${COLUMNS.length + n}::${type}`;
const BREAKER = {
  failures: placeholder(1, "int"),
  pause: placeholder(2, "float8"),
  maxPause: placeholder(3, "float8"),
};

/** Rails longer than this lose their oldest tries. */
const RAIL_LENGTH = 64;
const rail = `(case when cardinality(d.rail) >= ${RAIL_LENGTH} then d.rail[2:] else d.rail end) || r.rail`;
const bucket = "date_bin('30 minutes', uuid_v7_time(delivery_id), timestamptz '2000-01-01')";

/** What health, roll-ups and the operator's events need of a try: its whole row is wide, and would be copied. */
const HELD = `r.n, r.attempt_id, r.delivery_id, r.application_id, r.endpoint_id, r.message_id, r.leads, r.is_test, r.counts, r.burns, r.status,
    r.next_status, r.cause, r.status_code, r.started_at, r.duration_ms, r.certificate_not_after, r.throttle_ms`;

/**
 * One statement, one commit, for up to 200 tries: the attempts, their deliveries, the health of their endpoints and the
 * roll-ups. A delivery changes only under the lease that the try was made with; a try whose lease was lost is kept as
 * `late` and changes nothing. Keys are sorted, so that two of these statements do not deadlock.
 *
 * Counters of a roll-up follow the state a delivery is counted in: none before the first failure, then retrying, then
 * delivered or failed. A replay of an ended one is counted where it ended until the replay succeeds.
 */
const recordSql = (...more: string[]) => `
with r as materialized (
  select * from unnest(${COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(", ")}) with ordinality
    as r(${COLUMNS.map(([name]) => name).join(", ")}, n)
),
closed as (
  delete from delivery_pending d using r where r.next_status > 0 and d.id = r.delivery_id and d.lease_token = r.lease_token
  returning d.id, d.attempt_count, d.budget_used, d.rail, d.return_status, d.batch_id
),
ended as (
  insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
    last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
  select d.id, r.next_status, r.application_id, r.endpoint_id, r.message_id, r.event_type, r.is_test, d.attempt_count + 1,
    d.budget_used + r.burns::int, ${rail}, r.class, r.cause, r.status_code, r.duration_ms, d.batch_id, r.reason, now()
  from closed d join r on r.delivery_id = d.id
),
again as (
  update delivery_pending d
  set attempt_count = d.attempt_count + 1, budget_used = d.budget_used + r.burns::int, rail = ${rail},
    last_class = r.class, last_cause = r.cause, last_status_code = r.status_code, last_duration_ms = r.duration_ms,
    next_at = coalesce(r.next_at, now() + r.delay_ms * interval '1 millisecond'),
    lease_token = null, leased_at = null, lease_until = null, crash_count = 0,
    trigger = case when r.requeued then d.trigger else 0 end,
    requested_by = case when r.requeued then d.requested_by end, retry_at = case when r.requeued then d.retry_at end
  from r where r.next_status = 0 and d.id = r.delivery_id and d.lease_token = r.lease_token
  returning d.id, d.attempt_count - 1 as attempt_count, d.budget_used - r.burns::int as budget_used, d.return_status, d.next_at
),
held as materialized (
  select ${HELD}, c.attempt_count, c.budget_used, c.return_status from r join closed c on c.id = r.delivery_id
  union all
  select ${HELD}, a.attempt_count, a.budget_used, a.return_status from r join again a on a.id = r.delivery_id
),
logged as (
  insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, actor, status,
    class, cause, status_code, started_at, duration_ms, queue_ms, throttle_ms, dns_ms, connect_ms, tls_ms, wait_ms, body_ms, reused, remote_address, tls_version,
    certificate_not_after, signature, response_headers, response_body, response_base64, response_truncated, error_detail, next_attempt_at, late, batch_id)
  select r.attempt_id, r.application_id, r.endpoint_id, r.endpoint_version, r.message_id, r.delivery_id, r.event_type, r.number, r.trigger, r.actor, r.status,
    r.class, r.cause, r.status_code, r.started_at, r.duration_ms, r.queue_ms, r.limit_ms, r.dns_ms, r.connect_ms, r.tls_ms, r.wait_ms, r.body_ms, r.reused, r.remote_address, r.tls_version,
    r.certificate_not_after, r.signature, r.response_headers, r.response_body, r.response_base64, r.response_truncated, r.error_detail, a.next_at, h.n is null, r.batch_id
  from r left join held h on h.n = r.n left join again a on a.id = r.delivery_id
  where r.leads
),
health as (
  insert into endpoint_health as e (endpoint_id, consecutive_failures, failing_since, last_success_at, last_failure_at, last_cause,
    last_status_code, last_duration_ms, certificate_not_after, throttled_until)
  select endpoint_id, count(*) filter (where status = 2 and n > ok_n),
    case when bool_or(status = 2 and n > ok_n) then now() end, case when max(ok_n) > 0 then now() end,
    case when bool_or(status = 2) then now() end,
    (array_agg(cause order by n desc) filter (where status = 2))[1], (array_agg(status_code order by n desc))[1],
    (array_agg(duration_ms order by n desc))[1], max(certificate_not_after), now() + max(throttle_ms) * interval '1 millisecond'
  from (select *, coalesce(max(n) filter (where status = 0) over (partition by endpoint_id), 0) as ok_n from held where counts and leads) h
  group by endpoint_id order by endpoint_id
  on conflict (endpoint_id) do update set
    consecutive_failures = ${FAILURES_IN_A_ROW},
    failing_since = case when excluded.last_success_at is null then coalesce(e.failing_since, excluded.failing_since) else excluded.failing_since end,
    last_success_at = coalesce(excluded.last_success_at, e.last_success_at),
    last_failure_at = coalesce(excluded.last_failure_at, e.last_failure_at),
    last_cause = coalesce(excluded.last_cause, e.last_cause),
    last_status_code = excluded.last_status_code,
    last_duration_ms = excluded.last_duration_ms,
    certificate_not_after = coalesce(excluded.certificate_not_after, e.certificate_not_after),
    throttled_until = coalesce(excluded.throttled_until, e.throttled_until),${breakerColumns(BREAKER)},${FAILURE_CLOCK_COLUMNS}
  returning ${TURNED_COLUMNS}
),
moved as (
  select endpoint_id, application_id, ${bucket} as bucket, leads and (status = 0 or status = 2) as answered, duration_ms,
    case when return_status = 1 then 1 when return_status = 2 then 2 when return_status is null and attempt_count > 0 then 0 end as before,
    case when next_status = 1 then 1 when next_status = 2 then 2 when next_status = 0 and return_status is null then 0
      when next_status = 0 and return_status < 3 then return_status end as after
  from held where not is_test
),
counted as (
  insert into endpoint_rollup as e (endpoint_id, bucket, application_id, delivered, retrying, failed, duration_ms_sum, duration_count)
  select endpoint_id, bucket, application_id,
    count(*) filter (where after = 1) - count(*) filter (where before = 1),
    count(*) filter (where after = 0) - count(*) filter (where before = 0),
    count(*) filter (where after = 2) - count(*) filter (where before = 2),
    coalesce(sum(duration_ms) filter (where answered), 0), count(*) filter (where answered)
  from moved group by 1, 2, 3 order by 1, 2
  on conflict (endpoint_id, bucket) do update set
    delivered = e.delivered + excluded.delivered, retrying = e.retrying + excluded.retrying, failed = e.failed + excluded.failed,
    duration_ms_sum = e.duration_ms_sum + excluded.duration_ms_sum, duration_count = e.duration_count + excluded.duration_count
)${more.map((part) => `,\n${part}`).join("")}
select h.n is null as late,
  case when r.n = 1 then (select json_agg(t) from (select * from health where ${justTurned(BREAKER)}) t) end as turned
from r left join held h on h.n = r.n order by r.n`;

const REQUESTS = `requests as (
  insert into attempt_request (${REQUEST_COLUMNS.map(([name]) => name).join(", ")})
  select * from unnest(${REQUEST_COLUMNS.map(([, type], i) => placeholder(4 + i, `${type}[]`)).join(", ")})
)`;

/** A statement for each need, so that tries which send the message as it is, and are told to nobody, pay for no others. */
const STATEMENTS = {
  record: recordSql(),
  "record-requests": recordSql(REQUESTS),
  "record-tell": recordSql(TOLD_ATTEMPTS),
  "record-requests-tell": recordSql(REQUESTS, TOLD_ATTEMPTS),
};

async function recordBatch(attempts: RecordedAttempt[]): Promise<Settled<{ late: boolean }>[]> {
  const columns = COLUMNS.map(([, type, key]) =>
    arrayParameter(
      type,
      attempts.map((attempt) => attempt[key]),
    ),
  );
  const values = [...columns, ...breakerSettings()];
  const kept = attempts.flatMap(({ attemptId, leads, request }) => (leads && request ? [{ attemptId, request }] : []));
  const name = `record${kept.length > 0 ? "-requests" : ""}${attempts.some(mayBeTold) ? "-tell" : ""}` as const;
  const { rows } = await hotPool().query<{ late: boolean; turned: BreakerTurn[] | null }>({
    name,
    text: STATEMENTS[name],
    values: kept.length > 0 ? [...values, ...requestParameters(kept)] : values,
  });
  const turned = rows[0]?.turned ?? [];
  for (const turn of turned) logTurn(turn);
  tellOpened(turned.filter((turn) => turn.breaker_state === 1).map((turn) => turn.endpoint_id));
  return rows.map(({ late }) => ({ ok: true, value: { late } }));
}

/** Not in the statement itself: a commit that notifies waits for those before it, and few open a breaker. */
function tellOpened(endpointIds: string[]): void {
  if (endpointIds.length === 0) return;
  void holdBack(pool(), endpointIds).catch((error: unknown) => log.warn("hold_back_failed", { error }));
}

/** SQLSTATE, or the code of a broken connection; pg gives a connection that ended in the middle none. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return code === "" || /^(08|53|57|E[A-Z])/.test(code);
}

/**
 * Longer than a lease: while the database is away nobody takes a delivery over, and what is written down before somebody has
 * counts. A failover takes up to a minute.
 */
const KEEP_TRYING_MS = 60_000;
/** The same once the process is to end: whoever asked for that waits for it. */
const KEEP_TRYING_AT_END_MS = 9_000;
const PAUSE_MS = 250;

/** While the database restarts the outcomes wait for it: forgotten, the requests would all be made again. */
async function recordOnceBack(
  attempts: RecordedAttempt[],
  keepTryingMs: () => number,
): Promise<Settled<{ late: boolean }>[]> {
  const begunMs = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      return await recordBatch(attempts);
    } catch (error) {
      // The commit before had happened, only its answer was lost: attempt ids are made once.
      if (tries > 1 && codeOf(error) === "23505") return attempts.map(() => ({ ok: true, value: { late: false } }));
      if (!isAway(error) || performance.now() > begunMs + keepTryingMs()) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * Records tries in shared commits; resolves after the commit. `late` when the lease was no longer ours. A database that
 * is away for a minute is waited for. `count` is told of each that counted.
 */
export function createRecorder(count?: (attempt: RecordedAttempt) => void) {
  let isEnding = false;
  const keepTryingMs = () => (isEnding ? KEEP_TRYING_AT_END_MS : KEEP_TRYING_MS);

  async function record(attempts: RecordedAttempt[]): Promise<Settled<{ late: boolean }>[]> {
    const settled = await recordOnceBack(attempts, keepTryingMs);
    attempts.forEach((attempt, i) => {
      const result = settled[i];
      if (result?.ok && !result.value.late) count?.(attempt);
    });
    return settled;
  }
  const commits = createGroupCommit<RecordedAttempt, { late: boolean }>({
    run: record,
    isItemFault: isRowFault,
  });
  const batches = createGroupCommit<RecordedAttempt[], { late: boolean }>({
    run: async ([batch = []]) => (await record(batch)).slice(0, 1),
    isItemFault: () => false,
    maxBatch: 1,
  });
  return {
    record: commits.submit,
    /** The deliveries of one request: all of them in one commit, or none. The first entry leads. */
    recordBatch: batches.submit,
    /** For a process that is to end: a database that is away is waited for no longer than that takes. */
    hurry: () => {
      isEnding = true;
    },
    drained: async () => void (await Promise.all([commits.drained(), batches.drained()])),
    size: commits.size,
  };
}
export type Recorder = ReturnType<typeof createRecorder>;
