import type { Page } from "@/lib/contract/common.ts";
import { pool } from "@/lib/db.ts";
import { endAt, findEdge, type Source, scannedRows } from "@/lib/domain/bounded-scan.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { eventTypeCondition } from "@/lib/domain/deliveries/filter.ts";
import { timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import {
  type MessageRow,
  messageColumns,
  messageJson,
  pageJson,
  readGoneOf,
} from "@/lib/domain/messages/message-json.ts";
import { listsPayloads } from "@/lib/domain/payloads/view.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

export interface ListMessagesInput {
  applicationId: string;
  limit: number;
  iterator?: string | undefined;
  channel?: string | undefined;
  tag?: string | undefined;
  eventTypes?: string[] | undefined;
  before?: string | undefined;
  after?: string | undefined;
  withContent: boolean;
}

/** Messages of an application, newest first, as JSON text. */
export async function listMessages(ctx: Context, input: ListMessagesInput): Promise<string> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const start = { limit: input.limit, iterator: input.iterator };
  return pageJson(await readFullPage((next) => readOnce({ ...input, ...next, isShown: listsPayloads(ctx) }), start));
}

async function readOnce(input: ListMessagesInput & { isShown: boolean }): Promise<Page<string>> {
  const position = parseIterator("message", input.iterator);
  const scan = scanOf("descending", position);

  // Without a range of its own a page looks back from where it begins.
  const window = timeWindow(input.after, input.before, position ? uuidTime(position.id) : Date.now());
  const binds = newBinds();
  const range = [
    `m.application_id = ${binds.bind(input.applicationId)}`,
    ...windowConditions(window, "m.id", binds),
    ...(position ? [`m.id ${scan.operator} ${binds.bind(position.id)}`] : []),
  ];
  const rangeValues = [...binds.values];
  const filter = [
    eventTypeCondition(input.eventTypes, "m.event_type", binds),
    input.channel && `${binds.bind(input.channel)} = any (m.channels)`,
    input.tag && `${binds.bind(input.tag)} = any (m.tags)`,
  ].filter((condition): condition is string => Boolean(condition));

  let source: Source = { table: "message", alias: "m", conditions: range };
  const edge = filter.length > 0 ? await findEdge(pool(), [source], scan, rangeValues) : null;
  if (edge) source = endAt(source, scan, binds.bind(edge));
  const from =
    filter.length > 0
      ? `${scannedRows(source, scan)} where ${filter.join(" and ")}`
      : `message m where ${range.join(" and ")}`;
  const { rows } = await pool().query<MessageRow>(
    `select ${messageColumns(input)} from ${from} order by m.id ${scan.direction} limit ${input.limit + 1}`,
    binds.values,
  );
  const gone = await readGoneOf(rows);
  return pageOf(rows, {
    limit: input.limit,
    iterator: position,
    toOut: (row) => messageJson(row, { ...input, gone }),
    idOf: (row) => formatId("message", row.id),
    edge: edge && formatId("message", edge),
  });
}
