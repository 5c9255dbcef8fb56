import { pool } from "@/lib/db.ts";
import { deliveryWireStatus, wireStates } from "@/lib/domain/attempts/wire-status.ts";
import { endAt, findEdge } from "@/lib/domain/bounded-scan.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import {
  DELIVER_AT_LATER,
  DELIVERY_COLUMNS,
  type DeliveryRow,
  nextScheduledAt,
  withNames,
} from "@/lib/domain/deliveries/delivery-out.ts";
import { filterConditions, ownerOf } from "@/lib/domain/deliveries/filter.ts";
import { scanSources, selectFromSources } from "@/lib/domain/deliveries/scan-sources.ts";
import { selectDeliveries } from "@/lib/domain/deliveries/select-deliveries.ts";
import { stateOf } from "@/lib/domain/deliveries/state.ts";
import { timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";
import { type ListPosition, pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import {
  type MessageRow,
  messageColumns,
  messageJson,
  pageJson,
  readGoneOf,
} from "@/lib/domain/messages/message-json.ts";
import { listsPayloads } from "@/lib/domain/payloads/view.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

export interface ListAttemptedMessagesInput {
  applicationId: string;
  endpointId: string;
  limit: number;
  iterator?: string | undefined;
  status?: number | undefined;
  channel?: string | undefined;
  tag?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
  eventTypes?: string[] | undefined;
  withContent: boolean;
}

interface Item {
  delivery: DeliveryRow;
  message: MessageRow;
}

/** The messages that routing or a replay gave to an endpoint, newest delivery first, as JSON text. */
export async function listAttemptedMessages(ctx: Context, input: ListAttemptedMessagesInput): Promise<string> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const start = { limit: input.limit, iterator: input.iterator };
  return pageJson(await readFullPage((next) => readOnce({ ...input, ...next, isShown: listsPayloads(ctx) }), start));
}

async function readOnce(input: ListAttemptedMessagesInput & { isShown: boolean }) {
  const position = await positionOf(input);
  const scan = scanOf("descending", position);
  const binds = newBinds();
  const owned = ownerOf([formatId("endpoint", input.endpointId)], binds);
  const window = timeWindow(input.after, input.before, position ? uuidTime(position.id) : Date.now());
  const range = [
    ...windowConditions(window, "d.id", binds),
    `${owned.owner} = ${binds.bind(input.applicationId)}`,
    ...(position ? [`d.id ${scan.operator} ${binds.bind(position.id)}`] : []),
  ];
  const rangeValues = [...binds.values];

  const states = input.status === undefined ? undefined : wireStates(input.status);
  const selected = filterConditions({ status: states, type: input.eventTypes }, binds, owned);
  if (input.channel || input.tag) selected.conditions.push(ofMessage(input, binds));
  const sources = scanSources({ filter: selected, owned, scope: { applicationId: input.applicationId }, range });
  const edge = sources && (await findEdge(pool(), sources, scan, rangeValues));
  const end = edge && binds.bind(edge);
  const limit = input.limit + 1;
  const selection = sources
    ? selectFromSources({
        columns: DELIVERY_COLUMNS,
        sources: end ? sources.map((source) => endAt(source, scan, end)) : sources,
        scan,
        limit,
      })
    : selectDeliveries({
        columns: DELIVERY_COLUMNS,
        filter: { ...selected, conditions: [...selected.conditions, ...range] },
        direction: scan.direction,
        limit,
      });
  const { rows } = await pool().query<DeliveryRow>(
    `${withNames(selection, DELIVER_AT_LATER)} order by d.id ${scan.direction}`,
    binds.values,
  );
  const items = await withMessages(rows, input);
  const gone = await readGoneOf(items.map(({ message }) => message));
  return pageOf(items, {
    limit: input.limit,
    iterator: position,
    toOut: (item) => toJson(item, { ...input, gone }),
    idOf: ({ delivery }) => formatId("message", delivery.message_id),
    edge: edge && formatId("message", await messageOf(edge)),
  });
}

/**
 * The wire counts in messages, the list is read along its deliveries: an iterator's message is looked up once. One that
 * is no longer kept was made at about the time of its delivery.
 */
async function positionOf({
  applicationId,
  endpointId,
  iterator,
}: ListAttemptedMessagesInput): Promise<ListPosition | null> {
  const position = parseIterator("message", iterator);
  if (!position) return null;
  const { rows } = await pool().query<{ id: string }>(
    "select id from delivery where message_id = $1 and endpoint_id = $2 and application_id = $3",
    [position.id, endpointId, applicationId],
  );
  return { ...position, id: rows[0]?.id ?? position.id };
}

async function messageOf(deliveryId: string): Promise<string> {
  const { rows } = await pool().query<{ message_id: string }>("select message_id from delivery where id = $1", [
    deliveryId,
  ]);
  return rows[0]?.message_id ?? deliveryId;
}

function ofMessage({ channel, tag }: ListAttemptedMessagesInput, { bind }: ReturnType<typeof newBinds>): string {
  const conditions = [channel && `${bind(channel)} = any (m.channels)`, tag && `${bind(tag)} = any (m.tags)`].filter(
    Boolean,
  );
  return `exists (select 1 from message m where m.id = d.message_id and ${conditions.join(" and ")})`;
}

/** A message may have been dropped a moment before its deliveries: what is still known of it is shown. */
async function withMessages(rows: DeliveryRow[], input: ListAttemptedMessagesInput): Promise<Item[]> {
  const found = await pool().query<MessageRow>(
    `select ${messageColumns(input)} from message m where m.id = any ($1::uuid[]) and m.application_id = $2`,
    [rows.map((row) => row.message_id), input.applicationId],
  );
  const messages = new Map(found.rows.map((message) => [message.id, message]));
  return rows.map((delivery) => {
    const { message_id: id, event_type } = delivery;
    const dropped = { id, event_type, event_id: null, payload: null, channels: null, tags: null, deliver_at: null };
    return { delivery, message: messages.get(id) ?? dropped };
  });
}

function toJson({ delivery, message }: Item, content: Parameters<typeof messageJson>[1]): string {
  const nextAttempt = nextScheduledAt(delivery)?.toISOString() ?? null;
  const state = JSON.stringify({ ...deliveryWireStatus(stateOf(delivery)), nextAttempt });
  return `${messageJson(message, content).slice(0, -1)},${state.slice(1)}`;
}
