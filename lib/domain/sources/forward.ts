import type pg from "pg";
import { SourceKind } from "@/lib/contract/source.ts";
import { hotPool } from "@/lib/db.ts";
import { type Misfit, report } from "@/lib/domain/messages/check-payload.ts";
import type { IngestItem } from "@/lib/domain/messages/ingest.ts";
import { type IngestedWithin, ingestWithin, misfitsOf } from "@/lib/domain/messages/ingest-within.ts";
import { effectiveSettings, readSettings } from "@/lib/domain/sources/settings.ts";
import { headerOf, readStoredHeaders } from "@/lib/domain/sources/stored-headers.ts";
import { takeWaitingRequests, type WaitingRequest } from "@/lib/domain/sources/take-waiting.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { type DeadLetterReason, type EventReading, toEvent } from "@/lib/webhook/inbound/to-event.ts";

//  received ─► waiting ── forward: message made, in the same commit ─► forwarded
//                 ▲  └─── becomes no message ────────────────────────► dead, with the reason
//                 └────── replay, by a person ────────────────────────────┘

type Outcome =
  | { kind: "forwarded"; eventType: string; messageId: string }
  | { kind: "dead"; eventType: string | null; reason: DeadLetterReason; detail: string };

/** A fault of ours that a request met; it is kept as a dead letter, and the cause is for the log. */
interface ForwardFault {
  requestId: string;
  error: unknown;
}
export type Forwarded =
  /** Another worker is at it. */
  | { kind: "busy" }
  | { kind: "forwarded"; messages: number; dead: number; isMore: boolean; faults: ForwardFault[]; misfits: Misfit[] };

/**
 * Makes messages of what sources have taken, oldest first, through the same routing as that of the API and in the
 * transaction that marks the requests: a worker that dies leaves neither a message without its mark nor a mark without
 * its message. One worker at a time, because two would mix up the order of an application's events.
 */
export async function forwardSourceRequests(): Promise<Forwarded> {
  const client = await hotPool().connect();
  try {
    await client.query("begin");
    const forwarded = await forward(client);
    await client.query("commit");
    client.release();
    if (forwarded.kind === "forwarded") await report(forwarded.misfits);
    return forwarded;
  } catch (error) {
    // Whatever the connection is in: the server rolls back when it is closed.
    client.release(true);
    throw error;
  }
}

async function forward(client: pg.PoolClient): Promise<Forwarded> {
  const { rows: locks } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('posthorn sources')) as locked",
  );
  if (!locks[0]?.locked) return { kind: "busy" };
  const { rows, isMore } = await takeWaitingRequests(client);
  if (rows.length === 0) return { kind: "forwarded", messages: 0, dead: 0, isMore, faults: [], misfits: [] };

  const faults: ForwardFault[] = [];
  const readings = rows.map((row) => ({ row, reading: readRequest(row, faults) }));
  const ready = readings.flatMap(({ row, reading }) => (reading.ok ? [toItem(row, reading)] : []));
  const results = new Map<string, IngestedWithin>();
  for (const [n, result] of (
    await ingestWithin(
      client,
      ready.map(({ item }) => item),
    )
  ).entries()) {
    const requestId = ready[n]?.requestId;
    if (requestId) results.set(requestId, result);
  }
  const outcomes: [string, Outcome][] = [];
  for (const { row, reading } of readings) {
    outcomes.push([row.id, await outcomeOf(client, row, reading, results.get(row.id))]);
  }
  await mark(client, outcomes);
  const messages = outcomes.filter(([, { kind }]) => kind === "forwarded").length;
  return {
    kind: "forwarded",
    messages,
    dead: outcomes.length - messages,
    isMore,
    faults,
    misfits: misfitsOf(results.values()),
  };
}

/** A request that trips over a fault of ours must not hold up those behind it. */
function readRequest(row: WaitingRequest, faults: ForwardFault[]): EventReading {
  if (row.application_gone) {
    return { ok: false, reason: "application_deleted", detail: "The application was deleted." };
  }
  try {
    const { eventType } = effectiveSettings(SourceKind.parse(row.kind), readSettings(row.settings));
    const headers = readStoredHeaders(row.headers);
    return toEvent({ header: (name) => headerOf(headers, name), body: row.body }, eventType);
  } catch (error) {
    faults.push({ requestId: formatId("sourceRequest", row.id), error });
    return { ok: false, reason: "fault", detail: "Posthorn could not read this request; its log says why." };
  }
}

function toItem(row: WaitingRequest, { eventType, payload }: EventReading & { ok: true }) {
  const { channels } = effectiveSettings(SourceKind.parse(row.kind), readSettings(row.settings));
  const item: IngestItem = {
    messageId: newUuid(),
    organizationId: row.organization_id,
    apiKeyId: null,
    applicationId: row.application_id,
    applicationUid: null,
    eventType,
    // However often a request is forwarded, there is one message of it.
    eventId: formatId("sourceRequest", row.id),
    payload,
    channels,
    tags: null,
    deliverAt: null,
    idempotencyHash: null,
    requestHash: null,
  };
  return { requestId: row.id, item };
}

async function outcomeOf(
  client: pg.PoolClient,
  row: WaitingRequest,
  reading: EventReading,
  result: IngestedWithin | undefined,
): Promise<Outcome> {
  if (!reading.ok) return { kind: "dead", eventType: null, reason: reading.reason, detail: reading.detail };
  const { eventType } = reading;
  switch (result?.kind) {
    case "accepted":
      return { kind: "forwarded", eventType, messageId: result.messageId };
    case "event_id_taken":
      return { kind: "forwarded", eventType, messageId: await earlierMessage(client, row) };
    case "no_application":
      return { kind: "dead", eventType, reason: "application_deleted", detail: "The application was deleted." };
    case "suspended":
      return { kind: "dead", eventType, reason: "application_suspended", detail: "The application is suspended." };
    case "misfit":
      return { kind: "dead", eventType, reason: "schema_violation", detail: result.reason };
    case "refused":
      return { kind: "dead", eventType, reason: "refused", detail: `The database refused it: ${result.reason}` };
    default:
      throw new Error(`The ingest answered ${result?.kind} to a request of a source.`);
  }
}

async function earlierMessage(client: pg.PoolClient, row: WaitingRequest): Promise<string> {
  const { rows } = await client.query<{ message_id: string }>(
    "select message_id from message_event_id where application_id = $1 and event_id = $2",
    [row.application_id, formatId("sourceRequest", row.id)],
  );
  const [earlier] = rows;
  // Retention took it between the two statements: the next run finds the event id free.
  if (!earlier) throw new Error("The event id of a request became free just now.");
  return earlier.message_id;
}

async function mark(client: pg.PoolClient, outcomes: [string, Outcome][]): Promise<void> {
  const column = <T>(pick: (outcome: Outcome) => T) => outcomes.map(([, outcome]) => pick(outcome));
  await client.query({
    name: "mark-source-requests",
    text: `update source_request r set state = u.state, event_type = u.event_type, message_id = u.message_id, reason = u.reason,
        detail = u.detail, processed_at = now()
      from unnest($1::uuid[], $2::smallint[], $3::text[], $4::uuid[], $5::text[], $6::text[])
        as u(id, state, event_type, message_id, reason, detail)
      where r.id = u.id`,
    values: [
      outcomes.map(([id]) => id),
      column(({ kind }) => (kind === "forwarded" ? 1 : 2)),
      column(({ eventType }) => eventType),
      column((outcome) => (outcome.kind === "forwarded" ? outcome.messageId : null)),
      column((outcome) => (outcome.kind === "dead" ? outcome.reason : null)),
      column((outcome) => (outcome.kind === "dead" ? outcome.detail : null)),
    ],
  });
}
