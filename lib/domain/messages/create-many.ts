import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { MessageBatchOut } from "@/lib/contract/message.ts";
import { hotPool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { isPassingConflict } from "@/lib/domain/group-commit.ts";
import { findMisfits, rejectMisfits, report } from "@/lib/domain/messages/check-payload.ts";
import { judged, refreshFilters } from "@/lib/domain/messages/filtering.ts";
import { type IngestItem, type IngestResult, runIngest } from "@/lib/domain/messages/ingest.ts";
import { checkMessage, type GivenMessage, toIngestItem } from "@/lib/domain/messages/ingest-item.ts";
import { traceCreate } from "@/lib/domain/messages/trace-create.ts";
import { holdToQuota } from "@/lib/domain/quotas/hold.ts";
import { NotFound, ProblemError, Suspended, Unavailable } from "@/lib/errors.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

type Made = MessageBatchOut["data"];

export interface CreateMessagesInput {
  /** As in the path: an id or a uid. */
  application: string;
  messages: GivenMessage[];
  idempotencyKey: string | null;
  /** What must be the same when the key is used again. */
  requestText: string;
}

/** Two batches that name the same event ids in different orders can be in each other's way. */
const MAX_TRIES = 5;

/**
 * Accepts many events in one commit: all of them, or none when this throws. An event id that is there already is no
 * error here: it is answered with the first message's id.
 * @throws ProblemError payload_too_large, rate_limited, not_found, application_suspended, idempotency_key_reused, authentication_failed, validation
 */
export function createMessages(ctx: Context, input: CreateMessagesInput): Promise<Made> {
  const attributes = { "posthorn.messages": input.messages.length };
  return traceCreate(
    ctx,
    attributes,
    (traced) => create(traced, input),
    () => ({}),
  );
}

async function create(ctx: Context, input: CreateMessagesInput): Promise<Made> {
  for (const [n, message] of input.messages.entries()) checkMessage(message, ["body", "messages", String(n)]);
  const items = input.messages.map((message) => toIngestItem(ctx, input.application, message));
  await holdToQuota(items);
  const misfits = await findMisfits(items);
  rejectMisfits(misfits, (item) => ["body", "messages", String(items.indexOf(item)), "payload"]);
  const key = keyOf(items[0], input);
  for (let tries = 1, loads = 1; ; ) {
    try {
      const made = await inOneCommit((client) => makeOnce(client, items, key));
      const ids = new Set(made.map(({ id }) => id));
      await report(misfits.filter(({ item }) => ids.has(formatId("message", item.messageId))));
      return made;
    } catch (error) {
      if (error instanceof FiltersChanged) await refreshFilters(hotPool(), items.slice(0, 1), loads++);
      else if (!isPassingConflict(error) || tries++ === MAX_TRIES) throw error;
    }
  }
}

interface Key {
  hash: Buffer;
  requestHash: Buffer;
}

function keyOf(first: IngestItem | undefined, input: CreateMessagesInput): Key | null {
  if (!input.idempotencyKey || !first) return null;
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const scope = [first.organizationId, first.apiKeyId ?? "", "createMessages", input.application];
  return { hash: hash([...scope, input.idempotencyKey].join("\n")), requestHash: hash(input.requestText) };
}

async function inOneCommit<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await hotPool().connect();
  try {
    await client.query("begin");
    const made = await run(client);
    await client.query("commit");
    client.release();
    return made;
  } catch (error) {
    const isRolledBack = await client.query("rollback").then(
      () => true,
      () => false,
    );
    client.release(!isRolledBack);
    throw error;
  }
}

/** Of simultaneous requests with one key the second waits here for the first one's commit, and gets its answer. */
async function makeOnce(client: pg.PoolClient, items: IngestItem[], key: Key | null): Promise<Made> {
  if (!key) return make(client, items);
  const { rowCount } = await client.query(
    `insert into idempotency as i (key_hash, request_hash) values ($1, $2)
     on conflict (key_hash) do update set request_hash = excluded.request_hash, created_at = now(), status = null, body = null, message_id = null
       where i.created_at < now() - interval '12 hours'`,
    [key.hash, key.requestHash],
  );
  if (rowCount === 0) return answerOf(client, key);
  const made = await make(client, items);
  await client.query("update idempotency set status = 202, body = $2 where key_hash = $1", [
    key.hash,
    JSON.stringify(made),
  ]);
  return made;
}

const Answer = z.string().transform((text) => MessageBatchOut.shape.data.parse(JSON.parse(text)));

async function answerOf(client: pg.PoolClient, key: Key): Promise<Made> {
  const { rows } = await client.query<{ request_hash: Buffer; body: string | null }>(
    "select request_hash, body from idempotency where key_hash = $1",
    [key.hash],
  );
  const [row] = rows;
  if (!row) throw new Unavailable("The same request is still being handled. Try again.");
  if (!row.request_hash.equals(key.requestHash)) {
    throw new ProblemError("idempotency_key_reused", "This idempotency key was used with another request.");
  }
  return Answer.parse(row.body);
}

/** Ends the transaction in which messages were judged by filters that hold no longer. */
class FiltersChanged extends Error {}

async function make(client: pg.PoolClient, items: IngestItem[]): Promise<Made> {
  const results = await runIngest(client, items.map(judged));
  if (results.some((result) => result.kind === "filters_changed")) throw new FiltersChanged();
  const repeated = items.filter((_, n) => results[n]?.kind === "event_id_taken");
  const [first] = repeated;
  const earlier = first ? await findEarlier(client, repeated, first) : new Map<string, string>();
  return items.map((item, n) => {
    const id = idOf(item, results[n], earlier);
    return {
      id: formatId("message", id),
      eventType: item.eventType,
      eventId: item.eventId,
      timestamp: new Date(uuidTime(id)).toISOString(),
      duplicate: id !== item.messageId,
    };
  });
}

function idOf(item: IngestItem, result: IngestResult | undefined, earlier: Map<string, string>): string {
  switch (result?.kind) {
    case "accepted":
      return result.messageId;
    case "event_id_taken": {
      const id = item.eventId === null ? undefined : earlier.get(item.eventId);
      // Retention took it between the two statements.
      if (!id) throw new Unavailable("An event id became free just now. Try again.");
      return id;
    }
    case "key_revoked":
      throw new ProblemError("authentication_failed", "Invalid token");
    case "no_application":
      throw new NotFound();
    case "suspended":
      throw new Suspended();
    default:
      throw new Error(`The ingest answered ${result?.kind} to a message without a key.`);
  }
}

/** The messages that had the event ids first, by event id. */
async function findEarlier(
  client: pg.PoolClient,
  items: IngestItem[],
  { organizationId, applicationId, applicationUid }: IngestItem,
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ event_id: string; message_id: string }>(
    `select e.event_id, e.message_id from application a join message_event_id e on e.application_id = a.id
     where a.organization_id = $1 and (a.id = $2 or ($2::uuid is null and a.uid = $3 and a.deleted_at is null))
       and e.event_id = any ($4)`,
    [organizationId, applicationId, applicationUid, items.map((item) => item.eventId)],
  );
  return new Map(rows.map((row) => [row.event_id, row.message_id]));
}
