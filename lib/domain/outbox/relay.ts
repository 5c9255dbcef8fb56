import type pg from "pg";
import { hotPool } from "@/lib/db.ts";
import { type Misfit, report } from "@/lib/domain/messages/check-payload.ts";
import type { IngestItem } from "@/lib/domain/messages/ingest.ts";
import { type IngestedWithin, ingestWithin, misfitsOf } from "@/lib/domain/messages/ingest-within.ts";
import { type OutboxRow, takeFromOutbox } from "@/lib/domain/outbox/take.ts";
import { formatId } from "@/lib/ids.ts";

//  emit ──► in the line ── relay: message made ──► gone
//                  └────── refused ──────────────► failed, with the reason

/** An event that was emitted and will not become a message. */
interface OutboxFailure {
  messageId: string;
  applicationId: string;
  reason: string;
}
export type Relayed =
  /** Another worker is at it. */
  { kind: "busy" } | { kind: "relayed"; taken: number; isMore: boolean; failures: OutboxFailure[]; misfits: Misfit[] };

/**
 * Takes over what was emitted and committed, oldest first: the same routing as that of the API, in the transaction that
 * empties the line. One worker at a time, because two would mix up the order of an application's events.
 */
export async function relayOutbox(): Promise<Relayed> {
  const client = await hotPool().connect();
  try {
    await client.query("begin");
    const relayed = await relay(client);
    await client.query("commit");
    client.release();
    if (relayed.kind === "relayed") await report(relayed.misfits);
    return relayed;
  } catch (error) {
    // Whatever the connection is in: the server rolls back when it is closed.
    client.release(true);
    throw error;
  }
}

async function relay(client: pg.PoolClient): Promise<Relayed> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('posthorn outbox')) as locked",
  );
  if (!rows[0]?.locked) return { kind: "busy" };
  const { rows: taken, isMore } = await takeFromOutbox(client);
  if (taken.length === 0) return { kind: "relayed", taken: 0, isMore, failures: [], misfits: [] };

  const { refused, misfits } = await makeMessages(client, taken);
  const done = taken.filter(({ position }) => !refused.has(position));
  await client.query("delete from posthorn.outbox where position = any ($1)", [done.map((row) => row.position)]);
  const failed = taken.filter(({ position }) => refused.has(position));
  if (failed.length > 0) {
    await client.query(
      `update posthorn.outbox o set failed_at = now(), failure = f.reason
       from unnest($1::bigint[], $2::text[]) as f(position, reason) where o.position = f.position`,
      [failed.map((row) => row.position), failed.map((row) => refused.get(row.position))],
    );
  }
  return {
    kind: "relayed",
    misfits,
    taken: taken.length,
    isMore,
    failures: failed.map((row) => ({
      messageId: formatId("message", row.message_id),
      applicationId: formatId("application", row.application_id),
      reason: refused.get(row.position) ?? "",
    })),
  };
}

/** @returns why, by position, of those that became no message. */
async function makeMessages(
  client: pg.PoolClient,
  rows: OutboxRow[],
): Promise<{ refused: Map<number, string>; misfits: Misfit[] }> {
  const refused = new Map<number, string>();
  const results = await ingestWithin(client, rows.map(toItem));
  for (const [n, row] of rows.entries()) {
    const reason = refusal(results[n]);
    if (reason) refused.set(row.position, reason);
  }
  return { refused, misfits: misfitsOf(results) };
}

/** Such events go on when the application is resumed. */
export const SUSPENDED = "The application is suspended.";

function refusal(result: IngestedWithin | undefined): string | null {
  switch (result?.kind) {
    case "accepted":
      return null;
    case "no_application":
      return "The application was deleted.";
    case "suspended":
      return SUSPENDED;
    case "event_id_taken":
      return "The API had taken a message with this event id meanwhile; that one was sent.";
    case "refused":
    case "misfit":
      return result.reason;
    default:
      throw new Error(`The ingest answered ${result?.kind} to an event without a key.`);
  }
}

function toItem(row: OutboxRow): IngestItem {
  return {
    messageId: row.message_id,
    organizationId: row.organization_id,
    apiKeyId: null,
    applicationId: row.application_id,
    applicationUid: null,
    eventType: row.event_type,
    eventId: row.event_id,
    payload: row.payload,
    channels: row.channels,
    tags: row.tags,
    deliverAt: row.deliver_at?.toISOString() ?? null,
    idempotencyHash: null,
    requestHash: null,
  };
}
