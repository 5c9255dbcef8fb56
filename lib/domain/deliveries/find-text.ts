import { hasRole, PAYLOAD_ROLE } from "@/lib/contract/roles.ts";
import type { Queryable } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { type Binds, likeLiteral, newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type Scope, scopeConditions } from "@/lib/domain/deliveries/scope.ts";
import { type TimeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { type About, redactStored, redactText } from "@/lib/domain/payloads/redact.ts";
import { redactsSomething } from "@/lib/domain/settings/snapshot.ts";
import { Forbidden } from "@/lib/errors.ts";
import { parseId, uuidTime } from "@/lib/ids.ts";

/** Payloads have no index: a search reads this many messages of the window, newest first, and this much of each. */
const MAX_MESSAGES = 5_000;
const MAX_CHARACTERS = 16_000;

/** What a search text stands for: a thing named by its id, or messages whose payload holds it. */
export type TextMatch =
  | { kind: "exact"; column: "id" | "message_id" | "endpoint_id"; ids: string[] }
  /** `searchedSinceMs` is null when every message of the window was read. */
  | ({ kind: "payload" } & PayloadMatch);

export interface PayloadMatch {
  messageIds: string[];
  searchedSinceMs: number | null;
  /** Messages that were read. */
  read: number;
}

/** An id is looked up first; only what is none is looked for in payloads. */
export async function findText(
  queryable: Queryable,
  input: { ctx: Context; text: string; scope: Scope; window: TimeWindow },
): Promise<TextMatch> {
  const text = input.text.trim();
  for (const [kind, column] of [
    ["delivery", "id"],
    ["message", "message_id"],
    ["endpoint", "endpoint_id"],
  ] as const) {
    const id = parseId(kind, text);
    if (id) return { kind: "exact", column, ids: [id] };
  }
  const attemptId = parseId("attempt", text);
  if (attemptId) {
    const ids = await deliveriesOfAttempt(queryable, attemptId, input.scope);
    return { kind: "exact", column: "id", ids };
  }
  const messageIds = await findEventId(queryable, text, input.scope);
  if (messageIds.length > 0) return { kind: "exact", column: "message_id", ids: messageIds };
  // Whoever may try words until one is found need not be shown the payload.
  const { actor } = input.ctx;
  if (actor.kind === "staff" && !hasRole(actor.role, PAYLOAD_ROLE)) {
    throw new Forbidden(`Only an id can be searched for: searching in payloads takes the role ${PAYLOAD_ROLE}.`);
  }
  return { kind: "payload", ...(await findPayload(queryable, { ...input, text })) };
}

/** A match as a condition on `d`. */
export function matchCondition(match: TextMatch, { bind }: Binds): string {
  if (match.kind === "exact") return `d.${match.column} = any (${bind(match.ids)}::uuid[])`;
  // What the log does not show of an endpoint's requests is not found there either.
  return `d.message_id = any (${bind(match.messageIds)}::uuid[]) and not exists (
    select 1 from endpoint e where e.id = d.endpoint_id and e.delivery_options ->> 'logRequests' = 'false')`;
}

async function deliveriesOfAttempt(queryable: Queryable, attemptId: string, scope: Scope): Promise<string[]> {
  const binds = newBinds();
  const conditions = [`id = ${binds.bind(attemptId)}`, ...scopeConditions(scope, "application_id", binds)];
  const { rows } = await queryable.query<{ delivery_id: string }>(
    `select delivery_id from attempt where ${conditions.join(" and ")}`,
    binds.values,
  );
  return rows.map((row) => row.delivery_id);
}

/** Messages that carry this eventId: at most one for each application. */
export async function findEventId(queryable: Queryable, eventId: string, scope: Scope): Promise<string[]> {
  const binds = newBinds();
  // From the applications, because the key begins with them.
  const conditions = scopeConditions(scope, "a.id", binds);
  const { rows } = await queryable.query<{ message_id: string }>(
    `select m.message_id
     from application a
     join message_event_id m on m.application_id = a.id and m.event_id = ${binds.bind(eventId)}
     ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""}
     limit 250`,
    binds.values,
  );
  return rows.map((row) => row.message_id);
}

/** Messages whose payload holds a text, newest first. */
export async function findPayload(
  queryable: Queryable,
  { text, scope, window }: { text: string; scope: Scope; window: TimeWindow },
): Promise<PayloadMatch> {
  const binds = newBinds();
  const conditions = [
    ...scopeConditions(scope, "m.application_id", binds),
    ...windowConditions(window, "m.id", binds),
  ].join(" and ");
  const { rows } = await queryable.query<{ ids: string[] | null; oldest: string | null; read: number }>(
    `select array_agg(id order by id desc) filter (where left(payload, ${MAX_CHARACTERS}) ilike ${binds.bind(`%${likeLiteral(text)}%`)}) as ids,
       min(id::text) as oldest, count(*)::integer as read
     from (select m.id, m.payload from message m where ${conditions} order by m.id desc limit ${MAX_MESSAGES}) newest`,
    binds.values,
  );
  const [row] = rows;
  const isBounded = row !== undefined && row.read === MAX_MESSAGES && row.oldest !== null;
  return {
    messageIds: await shownMatches(queryable, row?.ids ?? [], text),
    searchedSinceMs: isBounded ? uuidTime(row.oldest ?? "") : null,
    read: row?.read ?? 0,
  };
}

const CHUNK = 200;

/** Without those where only a value matches that nobody is shown: who may try words would find it out. */
async function shownMatches(queryable: Queryable, ids: string[], text: string): Promise<string[]> {
  if (!redactsSomething()) return ids;
  const wanted = text.toLowerCase();
  const matching: string[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const { rows } = await queryable.query<{ id: string; application_id: string; event_type: string; head: string }>(
      `select id, application_id, event_type, left(payload, ${MAX_CHARACTERS}) as head from message
       where id = any ($1::uuid[]) and payload is not null order by id desc`,
      [ids.slice(from, from + CHUNK)],
    );
    for (const { id, application_id: applicationId, event_type: eventType, head } of rows) {
      // Its end may be cut off, and a raw body is within an array: both are read as far as they go.
      const shown = head.startsWith("[")
        ? redactRaw({ applicationId, eventType }, head)
        : redactText({ applicationId, eventType }, head);
      if (shown.toLowerCase().includes(wanted)) matching.push(id);
    }
  }
  return matching;
}

/** A raw body that could not be read as a whole is not searched. */
function redactRaw(about: About, head: string): string {
  try {
    return redactStored(about, head);
  } catch {
    return "";
  }
}
