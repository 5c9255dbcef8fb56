import { pool } from "@/lib/db.ts";
import { endLogs } from "@/lib/domain/maintenance/logs.ts";
import { type Ask, runBetween } from "@/lib/domain/maintenance/run-between.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

/** Days made in advance: maintenance may fail for a week before a row lands in the catch-all partition. */
export const DAYS_AHEAD = 7;
/** As long as the official SDKs say that tasks are listed. */
const TASK_DAYS = 90;
const CLEAN_LIMIT = 10_000;
/** A large day is copied by one statement. */
const STATEMENT_TIMEOUT_MS = 1_800_000;
/** We ourselves wait a little longer than PostgreSQL, instead of for as long as for a usual statement. */
const PATIENTLY = { query_timeout: STATEMENT_TIMEOUT_MS + 5_000 };

export interface Maintained {
  created: number;
  /** Partitions that went, and those that lost their content. */
  dropped: string[];
  emptied: string[];
  /** Other rows that were removed. */
  cleaned: number;
}

/**
 * Makes partitions for the days to come, ends what is past its retention by days (logs.ts), and removes what lies outside
 * of partitions and is as old as messages may get: idempotency keys (12 h), event ids and options of dropped messages, roll-ups, batches, expired
 * inboxes, background tasks that are over, event ids of sources (7 days), events of the outbox that could not be taken over, filters that no message
 * refers to, failure groups that were resolved, notes of messages that did not fit a schema, alerts and their removed recipients,
 * counts for monitoring, files of exports.
 */
export async function maintainPartitions(): Promise<Maintained> {
  const { messageDays: days } = settings();
  const client = await pool().connect();
  const ask: Ask = (text, values = []) => client.query({ ...PATIENTLY, text, values });
  try {
    // One at a time, whichever worker comes first.
    const { rows } = await client.query<{ locked: boolean }>(
      "select pg_try_advisory_lock(hashtext('posthorn maintenance')) as locked",
    );
    if (!rows[0]?.locked) return { created: 0, dropped: [], emptied: [], cleaned: 0 };
    try {
      await client.query(`set statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
      const today = "(now() at time zone 'UTC')::date";
      let created = 0;
      await runBetween(ask, async () => {
        const { rows: made } = await ask<{ n: number }>(
          `select create_partitions(${today} - 1, ${today} + ${DAYS_AHEAD}) as n`,
        );
        created = made[0]?.n ?? 0;
      });
      const ended = await endLogs(ask, settings());
      await client.query("set lock_timeout = '5s'");
      let cleaned = 0;
      for (const sql of [
        "delete from idempotency where key_hash in (select key_hash from idempotency where created_at < now() - interval '12 hours' limit $1)",
        `delete from message_event_id where message_id in (
           select message_id from message_event_id where message_id < uuid_v7_floor(now() - ${days + 1} * interval '1 day') limit $1)`,
        `delete from message_option where message_id in (
           select message_id from message_option where message_id < uuid_v7_floor(now() - ${days + 1} * interval '1 day') limit $1)`,
        `delete from emptied_day where (log, day) in (
           select log, day from emptied_day where day < ${today} - ${days + 1} limit $1)`,
        `delete from endpoint_rollup where (endpoint_id, bucket) in (
           select endpoint_id, bucket from endpoint_rollup where bucket < now() - ${days + 1} * interval '1 day' limit $1)`,
        `delete from delivery_batch where id in (
           select id from delivery_batch where created_at < now() - ${days + 1} * interval '1 day' limit $1)`,
        `delete from posthorn.outbox where position in (
           select position from posthorn.outbox where failed_at < now() - ${days} * interval '1 day' limit $1)`,
        `delete from event_type_violation where message_id in (
           select message_id from event_type_violation where created_at < now() - ${days} * interval '1 day' limit $1)`,
        `delete from endpoint_filter where (endpoint_id, stamp) in (
           select endpoint_id, stamp from endpoint_filter f where f.created_at < now() - ${days + 1} * interval '1 day' and exists (
             select from endpoint_filter g where g.endpoint_id = f.endpoint_id and g.stamp > f.stamp and g.created_at < now() - ${days + 1} * interval '1 day'
           ) limit $1)`,
        `delete from source_event_id where (source_id, event_id) in (
           select source_id, event_id from source_event_id where received_at < now() - interval '7 days' limit $1)`,
        // What a replay was to send is of no use once it is over.
        `delete from background_task_item where (task_id, delivery_id) in (
           select i.task_id, i.delivery_id from background_task t join background_task_item i on i.task_id = t.id
           where t.finished_at < now() - interval '1 day' and t.queued = 0 limit $1)`,
        `delete from background_task where id in (
           select id from background_task where finished_at < now() - interval '${TASK_DAYS} days' limit $1)`,
        `delete from failure_group where id in (
           select id from failure_group where state = 'resolved' and resolved_at < now() - ${days} * interval '1 day' limit $1)`,
        // While an alert is kept nobody is told the same again: longer than any of them stays true.
        `delete from alert_dispatch where id in (
           select id from alert_dispatch where created_at < now() - interval '${TASK_DAYS} days' limit $1)`,
        `delete from alert where id in (
           select id from alert where created_at < now() - interval '${TASK_DAYS} days' and dispatch_id is null limit $1)`,
        // An address that unsubscribed is remembered, so that it is left alone.
        `delete from alert_recipient where id in (
           select id from alert_recipient where deleted_at < now() - interval '30 days' and unsubscribed_at is null limit $1)`,
        `delete from staff_alert where id in (
           select id from staff_alert where ended_at < now() - interval '${TASK_DAYS} days' limit $1)`,
        "delete from delivery_minute where minute in (select minute from delivery_minute where minute < now() - interval '1 day' limit $1)",
        // Their labels are free for others; nothing is added to them any more.
        `delete from delivery_count where (application, event_type, status) in (
           select c.application, c.event_type, c.status from delivery_count c where c.application <> 'other' and not exists (
             select from application a where a.id = case when c.application <> 'other' then c.application::uuid end and (a.deleted_at is null or a.deleted_at > now() - interval '7 days')
           ) limit $1)`,
        `update delivery_export set bytes = 0 where id in (
           select id from delivery_export where bytes > 0 and (expires_at < now() or state in ('failed', 'canceled')) limit $1)`,
        `delete from delivery_export_part where (export_id, number) in (
           select p.export_id, p.number from delivery_export x join delivery_export_part p on p.export_id = x.id
           where x.expires_at < now() or x.state in ('failed', 'canceled') limit $1)`,
        "delete from delivery_export where id in (select id from delivery_export where state <> 'running' and created_at < now() - interval '7 days' limit $1)",
        "delete from inbox where id in (select id from inbox where expires_at < now() limit $1)",
      ]) {
        cleaned += (await ask(sql, [CLEAN_LIMIT])).rowCount ?? 0;
      }
      return { created, ...ended, cleaned };
    } finally {
      await client.query(
        "reset lock_timeout; reset statement_timeout; select pg_advisory_unlock(hashtext('posthorn maintenance'))",
      );
    }
  } finally {
    client.release();
  }
}
