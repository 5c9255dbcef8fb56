import type { MessageAttemptOut } from "@/lib/contract/attempt.ts";
import type { Page } from "@/lib/contract/common.ts";
import { pool } from "@/lib/db.ts";
import { batchesOf } from "@/lib/domain/attempts/batches-of.ts";
import {
  responseColumns,
  toMessageAttemptOut,
  WIRE_COLUMNS,
  type WireAttemptRow,
} from "@/lib/domain/attempts/to-out.ts";
import { storedStatuses } from "@/lib/domain/attempts/wire-status.ts";
import { endAt, findEdge, type Source, scannedRows } from "@/lib/domain/bounded-scan.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type Binds, newBinds } from "@/lib/domain/deliveries/binds.ts";
import { eventTypeCondition } from "@/lib/domain/deliveries/filter.ts";
import { timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { type MessageRow, messageFields } from "@/lib/domain/messages/message-json.ts";
import { listsPayloads } from "@/lib/domain/payloads/view.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

export interface AttemptFilter {
  limit: number;
  iterator?: string | undefined;
  status?: number | undefined;
  statusCodeClass?: number | undefined;
  channel?: string | undefined;
  tag?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
  eventTypes?: string[] | undefined;
  withContent: boolean;
  withMessage: boolean;
  expandedStatuses: boolean;
}

type Row = WireAttemptRow & { [K in keyof Omit<MessageRow, "payload"> as `m_${K}`]: MessageRow[K] };

/** Tries of an endpoint, newest first. */
export function listAttemptsByEndpoint(
  ctx: Context,
  input: AttemptFilter & { applicationId: string; endpointId: string },
): Promise<Page<MessageAttemptOut>> {
  return listAttempts(ctx, input);
}

/** Tries of a message, newest first. */
export function listAttemptsByMessage(
  ctx: Context,
  input: AttemptFilter & { applicationId: string; messageId: string; endpointId?: string | undefined },
): Promise<Page<MessageAttemptOut>> {
  return listOfMessage(ctx, input);
}

async function listOfMessage(
  ctx: Context,
  input: AttemptFilter & { applicationId: string; messageId: string },
): Promise<Page<MessageAttemptOut>> {
  return listAttempts(ctx, { ...input, batchIds: await batchesOf(input.messageId) });
}

interface ListInput extends AttemptFilter {
  applicationId: string;
  endpointId?: string | undefined;
  messageId?: string | undefined;
  /** Batches that the message went in: their tries are its tries. */
  batchIds?: string[];
}

async function listAttempts(ctx: Context, input: ListInput): Promise<Page<MessageAttemptOut>> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  return readFullPage((next) => readOnce({ ...input, ...next, isShown: listsPayloads(ctx) }), {
    limit: input.limit,
    iterator: input.iterator,
  });
}

async function readOnce(input: ListInput & { isShown: boolean }): Promise<Page<MessageAttemptOut>> {
  const position = parseIterator("attempt", input.iterator);
  const scan = scanOf("descending", position);

  const binds = newBinds();
  // Without a range of its own a page looks back from where it begins.
  const range = rangeConditions(input, binds, position ? uuidTime(position.id) : Date.now());
  if (position) range.push(`a.id ${scan.operator} ${binds.bind(position.id)}`);
  const rangeValues = [...binds.values];
  const filter = filterConditions(input, binds);
  // A message has few tries, and no index has them in order.
  const isScanned = input.messageId === undefined && filter.some((condition) => condition !== `(${FAILED})`);
  let source: Source = { table: "attempt", alias: "a", conditions: [...range, ...alongIndex(input)] };
  const edge = isScanned ? await findEdge(pool(), [source], scan, rangeValues) : null;
  if (edge) source = endAt(source, scan, binds.bind(edge));
  const conditions = isScanned ? filter : [...range, ...filter];
  const { rows } = await pool().query<Row>(
    `select ${WIRE_COLUMNS}, a.response_body, a.error_detail, v.url${input.withMessage ? `, ${MESSAGE_COLUMNS}` : ""}
     from (
       select ${WIRE_COLUMNS}, a.endpoint_version, ${responseColumns(input)} from ${isScanned ? scannedRows(source, scan) : "attempt a"}
       where ${conditions.join(" and ")} order by a.id ${scan.direction} limit ${input.limit + 1}
     ) a
     join endpoint_version v on v.endpoint_id = a.endpoint_id and v.version = a.endpoint_version
     ${input.withMessage ? "left join message m on m.id = a.message_id" : ""}
     order by a.id ${scan.direction}`,
    binds.values,
  );
  return pageOf(rows, {
    limit: input.limit,
    iterator: position,
    toOut: (row) => toOut(input.messageId ? { ...row, message_id: input.messageId } : row, input),
    idOf: (row) => formatId("attempt", row.id),
    edge: edge && formatId("attempt", edge),
  });
}

const FAILED = "a.status = 2";

/** Whose tries, and of which time. */
function rangeConditions(input: ListInput, binds: Binds, nowMs: number): string[] {
  const { bind } = binds;
  const conditions = [
    `${ownerOf(input, binds)} = ${bind(input.applicationId)}`,
    input.endpointId && `a.endpoint_id = ${bind(input.endpointId)}`,
    input.messageId && ofMessageCondition(input.messageId, input.batchIds, binds),
    ...windowConditions(timeWindow(input.after, input.before, nowMs), "a.id", binds),
  ];
  return conditions.filter((condition): condition is string => Boolean(condition));
}

function filterConditions(input: ListInput, binds: Binds): string[] {
  const { bind } = binds;
  const ofMessage = [
    input.channel && `${bind(input.channel)} = any (m.channels)`,
    input.tag && `${bind(input.tag)} = any (m.tags)`,
  ].filter(Boolean);
  const conditions = [
    statusCondition(input),
    codeClassCondition(input.statusCodeClass, binds),
    eventTypeCondition(input.eventTypes, "a.event_type", binds),
    ofMessage.length > 0
      ? `exists (select 1 from message m where m.id = a.message_id and ${ofMessage.join(" and ")})`
      : null,
  ];
  return conditions.filter((condition): condition is string => Boolean(condition));
}

/** The condition of the partial index that has the fewest other tries, word for word. */
function alongIndex(input: ListInput): string[] {
  if (input.statusCodeClass === 0) return ["a.status_code is null"];
  return statusCondition(input) === `(${FAILED})` ? [FAILED] : [];
}

function ofMessageCondition(messageId: string, batchIds: string[] | undefined, { bind }: Binds): string {
  const own = `a.message_id = ${bind(messageId)}`;
  return batchIds?.length ? `(${own} or a.batch_id = any (${bind(batchIds)}))` : own;
}

/** Of one endpoint's rows the owner is looked up once: see the filter of deliveries. */
function ownerOf({ endpointId }: ListInput, { bind }: Binds): string {
  return endpointId ? `(select application_id from endpoint where id = ${bind(endpointId)})` : "a.application_id";
}

function statusCondition({ status, expandedStatuses }: ListInput): string | null {
  if (status === undefined) return null;
  const stored = storedStatuses(status, { expanded: expandedStatuses });
  // As literals, because the index of failures is only for `status = 2`.
  return stored.length === 0 ? "false" : `(${stored.map((code) => `a.status = ${code}`).join(" or ")})`;
}

function codeClassCondition(codeClass: number | undefined, { bind }: Binds): string | null {
  if (codeClass === undefined) return null;
  if (codeClass === 0) return "a.status_code is null";
  if (codeClass % 100 !== 0)
    throw new InvalidInput(["query", "status_code_class"], "must be 0, 100, 200, 300, 400 or 500");
  return `a.status_code between ${bind(codeClass)} and ${bind(codeClass + 99)}`;
}

const MESSAGE_COLUMNS = `m.id as m_id, m.event_type as m_event_type, m.event_id as m_event_id, m.channels as m_channels,
  m.tags as m_tags, m.deliver_at as m_deliver_at`;

function toOut(
  row: Row,
  { expandedStatuses, withMessage, isShown }: ListInput & { isShown: boolean },
): MessageAttemptOut {
  const attempt = toMessageAttemptOut(row, { expanded: expandedStatuses, isShown });
  return withMessage ? { ...attempt, msg: messageOf(row) } : attempt;
}

/** Payloads are never part of it (so the SDKs document). null when the message is no longer kept. */
function messageOf(row: Row): MessageAttemptOut["msg"] {
  if (row.m_id === null) return null;
  const fields = messageFields({
    id: row.m_id,
    event_type: row.m_event_type,
    event_id: row.m_event_id,
    channels: row.m_channels,
    tags: row.m_tags,
    deliver_at: row.m_deliver_at,
  });
  return { ...fields, payload: {} };
}
