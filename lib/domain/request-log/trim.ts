import { pool } from "@/lib/db.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

/** Of each key, and of all credentials that we do not know together. */
const KEEP = { succeeded: 1_000, failed: 10_000 } as const;
const CHUNK = 5_000;

/** Rows of a key beyond what is kept, by the index of their outcome. */
const beyond = (key: string, condition: string, keep: number) =>
  `(select r.id from api_request r where r.api_key_id ${key} and ${condition} order by r.id desc offset ${keep} limit ${CHUNK})`;
const OUTCOMES = [
  ["status < 400", KEEP.succeeded],
  ["status >= 400", KEEP.failed],
] as const;

const OLD = `delete from api_request where id in (
  select id from api_request where id < uuid_v7_floor(now() - $1::int * interval '1 day') order by id limit ${CHUNK})`;
const TRIM = [
  ...OUTCOMES.flatMap(([condition, keep]) => [
    `delete from api_request where id in (select o.id from api_key k cross join lateral ${beyond("= k.id", condition, keep)} o)`,
    `delete from api_request where id in (select o.id from ${beyond("is null", condition, keep)} o)`,
  ]),
];

/** Takes out what goes beyond the bounds of the log; every minute, by any worker. */
export async function trimRequestLog(): Promise<void> {
  await pool().query(OLD, [settings().requestLogDays]);
  for (const sql of TRIM) await pool().query(sql);
}
