import type { ContentGoneOut, PayloadKeepingOut } from "@/lib/contract/payload-keeping.ts";
import type { Queryable } from "@/lib/db.ts";
import { EXPUNGED } from "@/lib/domain/messages/expunge-content.ts";
import { payloadDays, privacyOf, responseDays, settings } from "@/lib/domain/settings/snapshot.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

// What took a payload or a reply away is asked for when it is looked for, and not kept with each of millions: one that went
// alone is in message_option or the audit log, one that went with its day in emptied_day, by the day of its id.

const DAY_MS = 86_400_000;

type Why = "wiped" | "expired" | "erased";
const WHYS = { wiped: "after_success", expired: "own_retention", erased: "erased" } as const satisfies Record<
  Why,
  ContentGoneOut["why"]
>;

interface EmptiedDay {
  kept_days: number | null;
  emptied_at: Date | null;
}
interface GoneRow extends EmptiedDay {
  id: string;
  why: Why | null;
  at: Date | null;
}

const DAY_OF = (id: string) => `(uuid_v7_time(${id}) at time zone 'UTC')::date`;

const GONE = `select m.id, o.payload_gone as why, o.payload_gone_at as at, e.kept_days, e.emptied_at
from message m
left join message_option o on o.message_id = m.id and o.payload_gone is not null
left join emptied_day e on e.log = 'message' and e.day = ${DAY_OF("m.id")}
where m.id = any ($1::uuid[]) and m.payload is null`;

/** Of these messages those without a payload, and why they have none. */
export async function readGone(
  queryable: Queryable,
  messageIds: readonly string[],
): Promise<Map<string, ContentGoneOut>> {
  if (messageIds.length === 0) return new Map();
  const { rows } = await queryable.query<GoneRow>(GONE, [messageIds]);
  return new Map(rows.map((row) => [row.id, goneOf(row)]));
}

function goneOf(row: GoneRow): ContentGoneOut {
  if (row.why) return { why: WHYS[row.why], since: row.at?.toISOString() ?? null, days: null };
  return withItsDay(row, uuidTime(row.id), payloadDays(settings())) ?? ERASED;
}

const ERASED: ContentGoneOut = { why: "erased", since: null, days: null };

/** @returns null when its day has not lost its content */
function withItsDay({ kept_days, emptied_at }: EmptiedDay, madeMs: number, days: number): ContentGoneOut | null {
  if (kept_days !== null && emptied_at !== null) {
    return { why: "retention", since: emptied_at.toISOString(), days: kept_days };
  }
  // A row that no day took, or a day that went before this was written down.
  return goneByNow(madeMs, days);
}

/** What is kept for so many days goes with its day (UTC), once that is over and so many have passed. */
function endsAt(madeMs: number, days: number): number {
  return (Math.floor(madeMs / DAY_MS) + days + 1) * DAY_MS;
}

function goneByNow(madeMs: number, days: number): ContentGoneOut | null {
  const at = endsAt(madeMs, days);
  return at <= Date.now() ? { why: "retention", since: new Date(at).toISOString(), days } : null;
}

/** Of a request that was kept with its try, and is gone with its day. */
export const requestGoneByNow = (attemptId: string): ContentGoneOut | null =>
  goneByNow(uuidTime(attemptId), payloadDays(settings()));

const KEEPING = `select m.id, m.payload is null as is_gone, o.payload_gone as why, o.payload_gone_at as at, e.kept_days, e.emptied_at,
  o.payload_expires_at as expires_at, o.wipes
from message m
left join message_option o on o.message_id = m.id
left join emptied_day e on e.log = 'message' and e.day = ${DAY_OF("m.id")}
where m.id = $1 and m.application_id = $2`;

/** Whether a message has its payload, until when, and else since when it has not. */
export async function readKeeping(
  queryable: Queryable,
  { applicationId, messageId }: { applicationId: string; messageId: string },
): Promise<PayloadKeepingOut> {
  const { rows } = await queryable.query<
    GoneRow & { is_gone: boolean; expires_at: Date | null; wipes: boolean | null }
  >(KEEPING, [messageId, applicationId]);
  const [row] = rows;
  const madeMs = uuidTime(messageId);
  // Dropped with its day, while a delivery of the next day is still there.
  if (!row) return { gone: goneByNow(madeMs, settings().messageDays) ?? ERASED, until: null, goesAfterSuccess: false };
  if (row.is_gone) return { gone: goneOf(row), until: null, goesAfterSuccess: false };
  const until = Math.min(
    endsAt(madeMs, payloadDays(settings())),
    row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  return {
    gone: null,
    until: new Date(until).toISOString(),
    goesAfterSuccess: row.wipes ?? privacyOf(applicationId).wipesAfterSuccess,
  };
}

interface Reply {
  id: string;
  message_id: string;
  response_headers: string | null;
  response_body: string | null;
}

const REPLY = `select
  (select o.payload_gone_at from message_option o where o.message_id = $1 and o.payload_gone = 'erased') as with_message,
  (select uuid_v7_time(l.id) from audit_log l where l.object_id = $2 and l.action = 'attempt.expunged' order by l.id desc limit 1) as alone,
  e.kept_days, e.emptied_at
from (select) one left join emptied_day e on e.log = 'attempt' and e.day = ${DAY_OF("$3::uuid")}`;

/** A reply has headers: this is what taking it away leaves. */
export function isExpunged({
  response_headers,
  response_body,
}: Pick<Reply, "response_headers" | "response_body">): boolean {
  return response_headers === "{}" && response_body === EXPUNGED;
}

/** Why a reply is no longer kept; null for one that is, and where there was none or none was written down. */
export async function readReplyGone(queryable: Queryable, reply: Reply): Promise<ContentGoneOut | null> {
  if (!isExpunged(reply)) return null;
  const { rows } = await queryable.query<EmptiedDay & { with_message: Date | null; alone: Date | null }>(REPLY, [
    reply.message_id,
    formatId("attempt", reply.id),
    reply.id,
  ]);
  const [row = { with_message: null, alone: null, kept_days: null, emptied_at: null }] = rows;
  const erased = row.alone ?? row.with_message;
  if (erased) return { ...ERASED, since: erased.toISOString() };
  return withItsDay(row, uuidTime(reply.id), responseDays(settings())) ?? ERASED;
}

/** When a reply that is kept goes, within an hour. */
export const replyKeptUntil = (attemptId: string): string =>
  new Date(endsAt(uuidTime(attemptId), responseDays(settings()))).toISOString();
