import type { SearchHitOut } from "@/lib/contract/search.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationForNew, organizationOf, requireStaffRole } from "@/lib/domain/context.ts";
import { findEventId } from "@/lib/domain/deliveries/find-text.ts";
import { byMessageId, type Reach, searchById } from "@/lib/domain/search/by-id.ts";
import { searchApplications, searchEndpoints, searchEventTypes } from "@/lib/domain/search/by-text.ts";
import { Forbidden } from "@/lib/errors.ts";

const EVERYWHERE = ["application", "endpoint", "message", "delivery", "attempt", "eventType"] as const;
/** A viewer sees how things are set up, not what was sent. */
const SETUP = ["application", "endpoint", "eventType"] as const;

/**
 * Finds anything by any id, uid, name, part of a URL or eventId. Exact hits come first; an id finds its own thing only.
 * @throws Forbidden for portal sessions: the search crosses applications.
 */
export async function search(ctx: Context, input: { q: string }): Promise<{ data: SearchHitOut[] }> {
  if (ctx.actor.kind === "portal") throw new Forbidden();
  requireStaffRole(ctx, "viewer");
  const text = input.q.trim();
  const isViewer = ctx.actor.kind === "staff" && ctx.actor.role === "viewer";
  const reach = { organizationId: organizationOf(ctx) };

  const byId = await searchById(pool(), text, { ...reach, kinds: isViewer ? SETUP : EVERYWHERE });
  if (byId) return { data: byId };
  const groups = await Promise.all([
    searchApplications(pool(), text, reach),
    isViewer ? [] : searchEventIds(text, reach),
    searchEndpoints(pool(), text, reach),
    searchEventTypes(pool(), text, organizationForNew(ctx)),
  ]);
  const hits = groups.flat();
  return { data: [...hits.filter((hit) => hit.exact), ...hits.filter((hit) => !hit.exact)] };
}

async function searchEventIds(text: string, reach: Reach): Promise<SearchHitOut[]> {
  const ids = await findEventId(pool(), text, reach);
  const hits = await Promise.all(ids.slice(0, 10).map((id) => byMessageId(pool(), id, reach)));
  return hits.flat();
}
