import type { SearchedPayloads, SearchHitOut } from "@/lib/contract/search.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationForNew, organizationOf, requireStaffRole } from "@/lib/domain/context.ts";
import { findEventId, findPayload } from "@/lib/domain/deliveries/find-text.ts";
import { timeWindow } from "@/lib/domain/deliveries/window.ts";
import { searchById } from "@/lib/domain/search/any-id.ts";
import { byMessageId, type Reach } from "@/lib/domain/search/by-id.ts";
import { searchIdempotencyKey } from "@/lib/domain/search/by-idempotency-key.ts";
import { searchApplications, searchEndpoints, searchEventTypes } from "@/lib/domain/search/by-text.ts";
import { Forbidden } from "@/lib/errors.ts";

/** A viewer sees how things are set up, not what was sent. */
const SETUP = ["application", "endpoint", "eventType", "failureGroup", "source"] as const;
const EVERYWHERE = [...SETUP, "message", "delivery", "attempt", "task", "portalSession"] as const;
const MAX_MESSAGES = 10;
/** A shorter text is in every payload. */
const LEAST_PAYLOAD_TEXT = 3;

interface Found {
  data: SearchHitOut[];
  payloads: SearchedPayloads | null;
}

/**
 * Finds anything by any id, uid, name, part of a URL, eventId or what an application's metadata says; with `deep` also by
 * idempotency key and by words of payloads. Exact hits come first; an id finds its own thing only.
 * @throws Forbidden for portal sessions: the search crosses applications.
 */
export async function search(ctx: Context, input: { q: string; deep?: boolean | undefined }): Promise<Found> {
  if (ctx.actor.kind === "portal") throw new Forbidden();
  requireStaffRole(ctx, "viewer");
  const text = input.q.trim();
  const isViewer = ctx.actor.kind === "staff" && ctx.actor.role === "viewer";
  const reach = { organizationId: organizationOf(ctx) };

  const byId = await searchById(pool(), text, { ...reach, kinds: isViewer ? SETUP : EVERYWHERE });
  if (byId) return { data: byId, payloads: null };
  const [applications, messages, endpoints, eventTypes] = await Promise.all([
    searchApplications(pool(), text, reach),
    isViewer ? NO_MESSAGES : searchMessages(text, reach, input.deep ?? false),
    searchEndpoints(pool(), text, reach),
    searchEventTypes(pool(), text, organizationForNew(ctx)),
  ]);
  const hits = [...applications, ...messages.data, ...endpoints, ...eventTypes];
  return {
    data: [...hits.filter((hit) => hit.exact), ...hits.filter((hit) => !hit.exact)],
    payloads: messages.payloads,
  };
}

const NO_MESSAGES: Found = { data: [], payloads: null };

async function searchMessages(text: string, reach: Reach, isDeep: boolean): Promise<Found> {
  const [eventIds, keyed] = await Promise.all([
    findEventId(pool(), text, reach),
    isDeep ? searchIdempotencyKey(pool(), text, reach) : [],
  ]);
  const named = [...(await readMessages(eventIds, reach)), ...keyed];
  // Whoever names a message does not look for its words.
  if (named.length > 0 || !isDeep || text.length < LEAST_PAYLOAD_TEXT) return { data: named, payloads: null };

  const window = timeWindow(undefined, undefined, Date.now());
  const { messageIds, searchedSinceMs, read } = await findPayload(pool(), { text, scope: reach, window });
  const found = await readMessages(messageIds, reach);
  return {
    data: found.map((hit) => ({ ...hit, exact: false })),
    payloads: {
      count: messageIds.length,
      since: searchedSinceMs === null ? null : new Date(searchedSinceMs).toISOString(),
      messages: read,
    },
  };
}

async function readMessages(ids: string[], reach: Reach): Promise<SearchHitOut[]> {
  const hits = await Promise.all(ids.slice(0, MAX_MESSAGES).map((id) => byMessageId(pool(), id, reach)));
  return hits.flat();
}
