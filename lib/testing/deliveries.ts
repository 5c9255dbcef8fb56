import { randomUUID } from "node:crypto";
import type { DeliveryState, RailTry } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { encodeTry } from "@/lib/domain/deliveries/rail.ts";
import { type DeliveryReason, reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { uuidFloor } from "@/lib/ids.ts";
import { type AttemptClass, attemptClassCode } from "@/lib/webhook/attempt-class.ts";
import { type Cause, causeCode } from "@/lib/webhook/diagnosis.ts";

/** A version 7 UUID of any moment, the past included. */
function uuidAt(ms: number): string {
  return `${uuidFloor(ms).slice(0, 14)}7${randomUUID().slice(15)}`;
}

export interface MessageInput {
  applicationId: string;
  eventType?: string;
  atMs?: number;
  payload?: string | null;
  eventId?: string;
  channels?: string[];
  tags?: string[];
  isTest?: boolean;
  /** Endpoints that routing left out, and the code of the verdict. */
  skipped?: Record<string, number>;
}

export async function aMessage(input: MessageInput): Promise<string> {
  const { atMs = Date.now(), skipped } = input;
  const id = uuidAt(atMs);
  await pool().query(
    `insert into message (id, application_id, event_type, event_id, payload, channels, tags, is_test, created_at,
       skipped_endpoint_ids, skipped_reasons)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      input.applicationId,
      input.eventType ?? "invoice.paid",
      input.eventId ?? null,
      input.payload === undefined ? '{"ok":true}' : input.payload,
      input.channels ?? null,
      input.tags ?? null,
      input.isTest ?? false,
      new Date(atMs),
      skipped ? Object.keys(skipped) : null,
      skipped ? Object.values(skipped) : null,
    ],
  );
  if (input.eventId) {
    await pool().query("insert into message_event_id (application_id, event_id, message_id) values ($1, $2, $3)", [
      input.applicationId,
      input.eventId,
      id,
    ]);
  }
  return id;
}

interface AttemptInput {
  outcome?: RailTry["outcome"];
  trigger?: 0 | 1 | 2;
  afterMs?: number;
  class?: AttemptClass;
  cause?: Cause | null;
  statusCode?: number | null;
  durationMs?: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string | null;
  errorDetail?: string | null;
  late?: boolean;
  actor?: string;
  endpointVersion?: number;
}

export interface DeliveryInput extends MessageInput {
  endpointId: string;
  /** Of a message that exists; a new one is made when left out. */
  messageId?: string;
  state?: DeliveryState;
  reason?: DeliveryReason;
  attempts?: AttemptInput[];
  nextAtMs?: number;
  finishedAtMs?: number;
  /** A try that somebody asked for is due. */
  trigger?: 0 | 1 | 2;
}

const STATUS: Record<DeliveryState, number> = { sending: 0, retrying: 0, delivered: 1, failed: 2, canceled: 3 };
const ATTEMPT_STATUS = { succeeded: 0, failed: 2, canceled: 4 } as const;

function usualAttempts(state: DeliveryState): AttemptInput[] {
  if (state === "delivered") return [{ outcome: "succeeded" }];
  return state === "failed" || state === "retrying" ? [{ outcome: "failed" }] : [];
}

function complete(attempt: AttemptInput): Required<AttemptInput> {
  const outcome = attempt.outcome ?? "failed";
  const ok = outcome === "succeeded";
  return {
    outcome,
    trigger: 0,
    afterMs: 0,
    class: ok ? "success" : "http_5xx",
    cause: ok ? null : "server_error",
    statusCode: ok ? 200 : 500,
    durationMs: 120,
    responseHeaders: { "content-type": "text/plain" },
    responseBody: ok ? "ok" : "no",
    errorDetail: null,
    late: false,
    actor: "somebody",
    endpointVersion: 1,
    ...attempt,
  };
}

/** A delivery with its message and the tries that belong to its state, written straight into the tables. */
export async function aDelivery(
  input: DeliveryInput,
): Promise<{ deliveryId: string; messageId: string; attemptIds: string[] }> {
  const { state = "delivered", atMs = Date.now() } = input;
  const attempts = (input.attempts ?? usualAttempts(state)).map(complete);
  const messageId = input.messageId ?? (await aMessage({ ...input, atMs }));
  const deliveryId = uuidAt(atMs);
  const last = attempts.findLast((attempt) => !attempt.late);
  const pending = STATUS[state] === 0;
  await pool().query(
    `insert into delivery (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
       last_class, last_cause, last_status_code, last_duration_ms, reason, finished_at, next_at, trigger)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      deliveryId,
      STATUS[state],
      input.applicationId,
      input.endpointId,
      messageId,
      input.eventType ?? "invoice.paid",
      input.isTest ?? false,
      attempts.length,
      attempts.map((attempt) => encodeTry(attempt.afterMs, attempt.outcome, attempt.trigger)),
      last ? attemptClassCode(last.class) : null,
      last?.cause ? causeCode(last.cause) : null,
      last?.statusCode ?? null,
      last?.durationMs ?? null,
      input.reason ? reasonCode(input.reason) : null,
      pending ? null : new Date(input.finishedAtMs ?? atMs),
      pending ? new Date(input.nextAtMs ?? atMs) : null,
      pending ? (input.trigger ?? 0) : null,
    ],
  );
  const attemptIds: string[] = [];
  for (const [i, attempt] of attempts.entries()) {
    attemptIds.push(
      await insertAttempt(input, { attempt, number: i + 1, messageId, deliveryId, atMs: atMs + attempt.afterMs }),
    );
  }
  return { deliveryId, messageId, attemptIds };
}

async function insertAttempt(
  input: DeliveryInput,
  made: { attempt: Required<AttemptInput>; number: number; messageId: string; deliveryId: string; atMs: number },
): Promise<string> {
  const { attempt, number, messageId, deliveryId, atMs } = made;
  const id = uuidAt(atMs + number);
  await pool().query(
    `insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, actor,
       status, class, cause, status_code, started_at, duration_ms, queue_ms, wait_ms, signature, response_headers, response_body, error_detail, late)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 3, 100, 'v1,c2lnbmF0dXJl', $17, $18, $19, $20)`,
    [
      id,
      input.applicationId,
      input.endpointId,
      attempt.endpointVersion,
      messageId,
      deliveryId,
      input.eventType ?? "invoice.paid",
      number,
      attempt.trigger,
      attempt.actor,
      ATTEMPT_STATUS[attempt.outcome],
      attemptClassCode(attempt.class),
      attempt.cause ? causeCode(attempt.cause) : null,
      attempt.statusCode,
      new Date(atMs),
      attempt.durationMs,
      attempt.statusCode === null ? null : JSON.stringify(attempt.responseHeaders),
      attempt.statusCode === null ? null : attempt.responseBody,
      attempt.errorDetail,
      attempt.late,
    ],
  );
  return id;
}

/** The sums of a half-hour of an endpoint; `agoMs` is a moment within it. */
export async function aHalfHour(input: {
  applicationId: string;
  endpointId: string;
  agoMs?: number;
  delivered?: number;
  retrying?: number;
  failed?: number;
}): Promise<void> {
  await pool().query(
    `insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, retrying, failed)
     values ($1, date_bin('30 minutes', $2, timestamptz '2000-01-01'), $3, $4, $5, $6)`,
    [
      input.endpointId,
      new Date(Date.now() - (input.agoMs ?? 0)),
      input.applicationId,
      input.delivered ?? 0,
      input.retrying ?? 0,
      input.failed ?? 0,
    ],
  );
}
