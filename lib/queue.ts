import { z } from "zod";
import type { Queryable, Tx } from "@/lib/db.ts";
import { ATTEMPT_CLASSES } from "@/lib/webhook/attempt-class.ts";

/**
 * Every task of the queue and its payload: as little as it takes, parsed on both sides. Deliveries are not among them: their rows are
 * the queue (docs/architecture.md says why).
 */
export const TASKS = {
  /** Makes the partitions of the days to come and drops those past retention. */
  maintain: z.object({}),
  /** Connects to what a URL leads to and tells what it found. Path and query of the URL, which may be secret, stay out. */
  check_url: z.object({ checkId: z.uuid(), origin: z.string() }),
  /** Ends the deliveries that a change of their endpoint left to end: more than one request can. */
  cancel_waiting: z.object({}),
  /** Works on a background task, whose row says what is to be done. */
  background_task: z.object({ taskId: z.uuid() }),
  /** Writes the file of an export of deliveries. */
  export_deliveries: z.object({ exportId: z.uuid() }),
  /** Mails somebody of staff the link that their row keeps for it. */
  mail_staff_link: z.object({ staffId: z.uuid() }),
  /** Mails whoever asked for a long replay what became of it. */
  mail_replay_end: z.object({ taskId: z.uuid() }),
} as const;
export type TaskName = keyof typeof TASKS;
export type TaskPayload<N extends TaskName> = z.infer<(typeof TASKS)[N]>;

/** Enqueues a task in the caller's transaction; a job of the same key that waits is replaced. */
export async function enqueue<N extends TaskName>(
  tx: Tx | Queryable,
  task: N,
  payload: TaskPayload<N>,
  options: { jobKey?: string; runAt?: Date; maxAttempts?: number } = {},
): Promise<void> {
  const sql =
    "select from graphile_worker.add_job($1::text, $2::json, job_key => $3::text, run_at => $4::timestamptz, max_attempts => $5::integer)";
  const values = [
    task,
    JSON.stringify(TASKS[task].parse(payload)),
    options.jobKey ?? null,
    options.runAt ?? null,
    options.maxAttempts ?? 25,
  ] as const;
  if ("$queryRawUnsafe" in tx) await tx.$queryRawUnsafe(sql, ...values);
  else await tx.query(sql, [...values]);
}

/** Takes back a job that nobody waits for any more; one that runs already is left alone. */
export async function dequeue(queryable: Queryable, jobKey: string): Promise<void> {
  await queryable.query("select from graphile_worker.remove_job($1::text)", [jobKey]);
}

/** Channel of notifications that deliveries became due. */
export const WAKE_CHANNEL = "posthorn_wake";
/** A notification holds 8,000 bytes: of more endpoints than this only the fact is told, and the worker sweeps. */
const MAX_NAMED = 150;

/**
 * The call that wakes the workers, for statements that make deliveries due: it takes effect with their commit, and not
 * at all if they are rolled back. `endpointIds` is an SQL uuid[]. A wake-up that gets lost costs at most the second until
 * the next sweep.
 */
export function wakeSql(endpointIds: string): string {
  return `pg_notify('${WAKE_CHANNEL}', case when cardinality(${endpointIds}) > ${MAX_NAMED} then '' else array_to_string(${endpointIds}, ',') end)`;
}

/** Wakes the workers in the caller's transaction. */
export async function wake(tx: Tx | Queryable, endpointIds: string[]): Promise<void> {
  const sql = `select from (select ${wakeSql("$1::uuid[]")}) as woken`;
  if ("$queryRawUnsafe" in tx) await tx.$queryRawUnsafe(sql, endpointIds);
  else await tx.query(sql, [endpointIds]);
}

/** Begins a notification that endpoints are to get nothing for now; without ids it may be any of them. */
export const HOLD_BACK_SIGN = "-";

/**
 * The call that has the workers give back what they claimed ahead of these endpoints, with the commit. One that gets lost
 * costs the few seconds that a worker keeps it.
 */
export async function holdBack(tx: Tx | Queryable, endpointIds: string[]): Promise<void> {
  const sql = `select pg_notify('${WAKE_CHANNEL}', $1::text)`;
  const payload = HOLD_BACK_SIGN + (endpointIds.length > MAX_NAMED ? "" : endpointIds.join(","));
  if ("$queryRawUnsafe" in tx) await tx.$queryRawUnsafe(`select from (${sql}) as told`, payload);
  else await tx.query(sql, [payload]);
}

/** The notification that a worker was told something: it looks at its own row. */
export const ORDERS_SIGN = "!";

/** Has the workers look at what they were told, with the commit. One that gets lost costs the seconds until the next heartbeat. */
export async function tellOrders(tx: Tx): Promise<void> {
  await tx.$queryRawUnsafe(`select from (select pg_notify('${WAKE_CHANNEL}', $1::text)) as told`, ORDERS_SIGN);
}

/** Channel of notifications that an operator's transaction emitted events (posthorn.emit tells on it). */
export const OUTBOX_CHANNEL = "posthorn_outbox";

/** Channel of notifications that a source took a request. */
export const SOURCE_CHANNEL = "posthorn_source";

/** Channel of notifications that an alert waits to be sent. */
export const ALERT_CHANNEL = "posthorn_alert";

/** Channel of notifications that settings of the installation, or of an application's privacy, were changed. */
export const SETTINGS_CHANNEL = "posthorn_settings";

/** Channel of PostgreSQL notifications about tries that somebody watches. */
export const LIVE_CHANNEL = "posthorn_live";

/** What is told on it: phases of a watched try, and that a try was recorded. */
export const LiveNotice = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("phase"),
    deliveryId: z.uuid(),
    phase: z.enum(["resolved", "connected", "secured", "sent", "responded"]),
    atMs: z.number(),
  }),
  z.object({ type: z.literal("recorded"), deliveryId: z.uuid(), attemptId: z.uuid() }),
]);
export type LiveNotice = z.infer<typeof LiveNotice>;

/** Channel of what checks of URLs found. */
export const URL_CHECK_CHANNEL = "posthorn_url_check";

export const UrlCheckNotice = z.object({
  checkId: z.uuid(),
  /** `success` when a connection was made, and over https a secure one. */
  class: z.enum(ATTEMPT_CLASSES),
  detail: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  tlsVersion: z.string().nullable(),
  certificateNotAfter: z.iso.datetime().nullable(),
});
export type UrlCheckNotice = z.infer<typeof UrlCheckNotice>;
