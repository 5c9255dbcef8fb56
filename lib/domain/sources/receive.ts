import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { pool } from "@/lib/db.ts";
import type { ReceivingSource } from "@/lib/domain/sources/find-by-token.ts";
import { newUuid } from "@/lib/ids.ts";
import { SOURCE_CHANNEL } from "@/lib/queue.ts";
import { eventIdOf, verifySignature } from "@/lib/webhook/inbound/kinds.ts";
import { readPayload } from "@/lib/webhook/inbound/payload.ts";
import type { SignatureVerdict, SignedRequest } from "@/lib/webhook/inbound/signed-request.ts";
import { slackChallenge } from "@/lib/webhook/inbound/slack.ts";

export interface IncomingRequest extends SignedRequest {
  /** As sent. */
  headers: [string, string][];
  remoteAddress: string | null;
}

export type Received =
  | { kind: "stored"; requestId: string }
  | { kind: "duplicate" }
  | { kind: "unsigned"; verdict: Exclude<SignatureVerdict, "valid"> }
  /** Slack wants its text back, and nothing is stored. */
  | { kind: "challenge"; challenge: string };

/** Their values open doors elsewhere; the signature opens nothing but its own request. */
const MASKED = new Set(["authorization", "proxy-authorization", "cookie", "x-api-key"]);

/**
 * Verifies a request and keeps it as it came: resolves after the commit, and what becomes of it is the worker's business.
 * The second one with an event id of the last 7 days is not kept.
 */
export async function receiveSourceRequest(source: ReceivingSource, request: IncomingRequest): Promise<Received> {
  const { kind, settings, secrets } = source;
  const clock = { nowSeconds: Math.floor(Date.now() / 1000), toleranceSeconds: settings.toleranceSeconds };
  const verdict = verifySignature({ kind, hmac: settings.hmac, secrets }, request, clock);
  if (verdict !== "valid") return { kind: "unsigned", verdict };

  const body = once(() => {
    const payload = readPayload(request.body, request.header("content-type"));
    return payload.ok ? payload.value : undefined;
  });
  const challenge = kind === "slack" ? slackChallenge(body()) : null;
  if (challenge !== null) return { kind: "challenge", challenge };

  const eventId = eventIdOf(kind, settings.eventId, { header: request.header, body });
  const requestId = newUuid();
  const isNew = await store({ requestId, sourceId: source.id, eventId: eventId && storable(eventId), request });
  return isNew ? { kind: "stored", requestId } : { kind: "duplicate" };
}

/** Of two with one event id the second waits for the first one's commit, and takes its place when that fails. */
async function store(input: {
  requestId: string;
  sourceId: string;
  eventId: string | undefined;
  request: IncomingRequest;
}): Promise<boolean> {
  const { requestId, sourceId, eventId, request } = input;
  const headers = request.headers.map(([name, value]) => [name, MASKED.has(name.toLowerCase()) ? "••••" : value]);
  const { rowCount } = await pool().query({
    name: "store-source-request",
    text: `with named as (
        insert into source_event_id as e (source_id, event_id) select $2, $3 where $3::text is not null
        on conflict (source_id, event_id) do update set received_at = now() where e.received_at < now() - interval '7 days'
        returning 1
      ), stored as (
        insert into source_request (id, source_id, event_id, remote_address, headers, body)
        select $1, $2, $3, $4, $5, $6 where $3::text is null or exists (select from named)
        returning id
      )
      select pg_notify('${SOURCE_CHANNEL}', '') from stored`,
    values: [
      requestId,
      sourceId,
      eventId ?? null,
      request.remoteAddress,
      JSON.stringify(headers),
      Buffer.from(request.body),
    ],
  });
  return rowCount === 1;
}

/** An id as the database and screens can hold it; a longer or stranger one by its hash, so that it stays one of a kind. */
function storable(eventId: string): string {
  if (/^[\x20-\x7e]{1,256}$/.test(eventId)) return eventId;
  return `sha256:${createHash("sha256").update(JSON.stringify(eventId)).digest("hex")}`;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
