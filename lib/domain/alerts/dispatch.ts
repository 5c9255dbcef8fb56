import { z } from "zod";
import { type AlertFailureOut, AlertOut, type RecipientKind } from "@/lib/contract/alert.ts";
import { type AnyLocale, DEFAULT_LOCALE, isLocale } from "@/lib/contract/locale.ts";
import { unseal } from "@/lib/crypto.ts";
import { db, pool } from "@/lib/db.ts";
import { AlertFacts } from "@/lib/domain/alerts/facts.ts";
import { failureText, MAX_FACTS } from "@/lib/domain/alerts/list.ts";
import { ACTIVE } from "@/lib/domain/alerts/write.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { StaffAlertFacts } from "@/lib/domain/staff-alerts/facts.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * ```
 *   alert ──► waits ──► 0 dispatch waits ──claim──► tried ──► 1 sent
 *   (a fact)   │              ▲                       │
 *              │              └── later, or nobody ───┤
 *   with others of its recipient  said how it went    └─────► 2 given up
 * ```
 * A claim moves `next_at` ahead: who dies while sending leaves a row that is due again. The id is the Message-ID and the
 * `webhook-id`, so that a second copy is known as such.
 */
const LEASE_SECONDS = 120;
const CLAIMED_AT_ONCE = 10;
/** What happens within this comes together: an outage of many endpoints is one e-mail. Six an hour, at most. */
const TOGETHER_MINUTES = 10;
const RETRY_MINUTES = [1, 5, 15, 60, 180, 360, 720] as const;

const FORM = `
with ready as (
  select r.id, r.application_id, k.purpose from alert_recipient r
  cross join lateral (
    select distinct case when a.kind in ('weekly_summary', 'staff') then a.kind else 'alerts' end as purpose
    from alert a where a.recipient_id = r.id and a.dispatch_id is null) k
  where r.id in (select recipient_id from alert where dispatch_id is null limit 10000) and ${ACTIVE}
    and (k.purpose <> 'alerts' or not exists (
      select from alert_dispatch d where d.recipient_id = r.id and d.purpose = 'alerts'
        and (d.state = 0 or d.created_at > now() - interval '${TOGETHER_MINUTES} minutes')))
), made as (
  insert into alert_dispatch (id, application_id, recipient_id, purpose)
  select uuid_v7(), application_id, id, purpose from ready returning id, recipient_id, purpose
)
update alert a set dispatch_id = m.id from made m
where a.recipient_id = m.recipient_id and a.dispatch_id is null
  and case when a.kind in ('weekly_summary', 'staff') then a.kind else 'alerts' end = m.purpose`;

/** Puts what waits for a recipient into one e-mail or post. */
export async function formDispatchesUnscoped(): Promise<void> {
  await db().$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ locked: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtext('posthorn alert dispatches')) as locked`;
    if (lock?.locked) await tx.$executeRawUnsafe(FORM);
  });
}

const CLAIM = `
with due as (
  select d.id from alert_dispatch d join alert_recipient r on r.id = d.recipient_id
  where d.state = 0 and d.next_at <= now() and ($1 or r.kind <> 'email')
  order by d.next_at limit ${CLAIMED_AT_ONCE} for update of d skip locked
)
update alert_dispatch d set tries = d.tries + 1, next_at = now() + interval '${LEASE_SECONDS} seconds'
from due, alert_recipient r left join application p on p.id = r.application_id
where d.id = due.id and r.id = d.recipient_id
returning d.id, d.tries, d.purpose, d.created_at, r.id as recipient_id, r.kind, r.email, r.url_sealed, r.secret_sealed, r.locale, r.time_zone,
  p.id as application_id, p.uid as application_uid, p.name as application_name,
  (select count(*)::integer from alert a where a.dispatch_id = d.id) as fact_count,
  (select coalesce(json_agg(json_build_object('endpointId', f.endpoint_id, 'createdAt', f.created_at, 'facts', f.facts) order by f.id), '[]')
   from (select * from alert a where a.dispatch_id = d.id order by a.id limit ${MAX_FACTS}) f) as facts`;

interface Row {
  id: string;
  tries: number;
  purpose: string;
  created_at: Date;
  recipient_id: string;
  kind: RecipientKind | "discord";
  email: string | null;
  url_sealed: string | null;
  secret_sealed: string | null;
  locale: string;
  time_zone: string;
  application_id: string | null;
  application_uid: string | null;
  application_name: string | null;
  fact_count: number;
  facts: unknown;
}

const toldOf = <F extends z.ZodType>(facts: F) =>
  z.array(z.object({ endpointId: z.string().nullable(), createdAt: z.string(), facts }));
const Told = toldOf(AlertFacts);
const StaffTold = toldOf(StaffAlertFacts);

interface AnyDispatch {
  id: string;
  tries: number;
  createdAt: Date;
  recipientId: string;
  target:
    | { kind: "email"; email: string }
    | { kind: "slack" | "discord"; url: string }
    | { kind: "webhook"; url: string; secret: string };
  locale: AnyLocale;
  timeZone: string;
  /** More facts than `told` has. */
  moreCount: number;
}
/** To a recipient of a customer. */
export interface Dispatch extends AnyDispatch {
  purpose: AlertOut["purpose"];
  application: { id: string; uid: string | null; name: string };
  told: z.infer<typeof Told>;
}
/** To a channel of the operator's staff. */
export interface StaffDispatch extends AnyDispatch {
  purpose: "test" | "staff";
  application: null;
  told: z.infer<typeof StaffTold>;
}

/** Takes what is due; each is taken by one worker, who says how it went or loses it after two minutes. */
export async function claimDispatchesUnscoped({
  withEmail,
}: {
  withEmail: boolean;
}): Promise<(Dispatch | StaffDispatch)[]> {
  const { rows } = await pool().query<Row>(CLAIM, [withEmail]);
  return rows.map(toDispatch);
}

function toDispatch(row: Row): Dispatch | StaffDispatch {
  const { application_id: id, application_uid: uid, application_name: name } = row;
  if (id === null) {
    const told = StaffTold.parse(row.facts);
    return { ...anyOf(row, told.length), purpose: row.purpose === "test" ? "test" : "staff", application: null, told };
  }
  const told = Told.parse(row.facts);
  const purpose = AlertOut.shape.purpose.parse(row.purpose);
  return { ...anyOf(row, told.length), purpose, application: { id, uid, name: name ?? "" }, told };
}

function anyOf(row: Row, toldCount: number): AnyDispatch {
  return {
    id: row.id,
    tries: row.tries,
    createdAt: row.created_at,
    recipientId: row.recipient_id,
    target: targetOf(row),
    locale: isLocale(row.locale) ? row.locale : DEFAULT_LOCALE,
    timeZone: row.time_zone,
    moreCount: row.fact_count - toldCount,
  };
}

function targetOf(row: Row): Dispatch["target"] {
  const { kind, email } = row;
  if (kind === "email") return { kind, email: email ?? "" };
  const place = { id: row.recipient_id, applicationId: row.application_id };
  const open = (column: "url_sealed" | "secret_sealed") =>
    row[column] === null ? "" : unseal(`alert_recipient.${column}`, place, row[column]);
  const url = open("url_sealed");
  return kind === "webhook" ? { kind, url, secret: open("secret_sealed") } : { kind, url };
}

/** What became of a try; `isFinal`: to try again would not help. `answer`: what the other side said, for staff only. */
export type Sent = { answer?: string } & ({ ok: true } | ({ ok: false; isFinal: boolean } & AlertFailureOut));

/** Writes down how it went. @returns what it is now */
export async function recordDispatchUnscoped(
  {
    id,
    tries,
    application,
    recipientId,
    purpose,
  }: Pick<Dispatch | StaffDispatch, "id" | "tries" | "application" | "recipientId" | "purpose">,
  sent: Sent,
): Promise<"sent" | "waiting" | "failed"> {
  const ctx: Context = { actor: { kind: "system", label: "Posthorn" }, requestId: "worker" };
  const retryMinutes = RETRY_MINUTES[tries - 1];
  // Of customers' recipients nobody needs it, and it may hold anything.
  const answer = application === null ? (sent.answer ?? null) : null;
  const state = sent.ok ? "sent" : sent.isFinal || retryMinutes === undefined ? "failed" : "waiting";
  await db().$transaction(async (tx) => {
    // Only of the try that was made last: one that was thought lost must not put off, or give up, the next.
    const changed = sent.ok
      ? await tx.$executeRaw`update alert_dispatch set state = 1, sent_at = now(), error = null, answer = ${answer} where id = ${id}::uuid and state <> 1`
      : await tx.$executeRaw`
          update alert_dispatch set state = ${state === "failed" ? 2 : 0}, error = ${failureText(sent)}, answer = ${answer},
            next_at = now() + make_interval(mins => ${retryMinutes ?? 0}::integer)
          where id = ${id}::uuid and state = 0 and tries = ${tries}`;
    if (changed === 0 || state === "waiting") return;
    await recordAudit(ctx, tx, {
      action: state === "sent" ? "alert.sent" : "alert.given_up",
      applicationId: application?.id ?? null,
      objectKind: "alert",
      objectId: formatId("alert", id),
      change: {
        recipientId: formatId("alertRecipient", recipientId),
        purpose,
        ...(sent.ok ? {} : { error: failureText(sent) }),
      },
    });
  });
  return state;
}
