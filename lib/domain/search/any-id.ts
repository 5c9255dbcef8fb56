import type { SearchHitOut } from "@/lib/contract/search.ts";
import type { Queryable } from "@/lib/db.ts";
import {
  byApplicationId,
  byAttemptId,
  byDeliveryId,
  byEndpointId,
  byMessageId,
  type Reach,
} from "@/lib/domain/search/by-id.ts";
import { byFailureGroupId, byOwnedId } from "@/lib/domain/search/by-owned-id.ts";
import { parseId } from "@/lib/ids.ts";

const BY_KIND = {
  application: byApplicationId,
  endpoint: byEndpointId,
  message: byMessageId,
  delivery: byDeliveryId,
  attempt: byAttemptId,
  failureGroup: byFailureGroupId,
  source: byOwnedId("source"),
  task: byOwnedId("task"),
  portalSession: byOwnedId("portalSession"),
} as const;
type Kind = keyof typeof BY_KIND;

/** What an id names: one thing, or nothing that the actor may see. null when the text is no id at all. */
export async function searchById(
  queryable: Queryable,
  text: string,
  reach: Reach & { kinds: readonly SearchHitOut["kind"][] },
): Promise<SearchHitOut[] | null> {
  for (const kind of Object.keys(BY_KIND) as Kind[]) {
    const id = parseId(kind, text);
    if (!id) continue;
    return reach.kinds.includes(kind) ? BY_KIND[kind](queryable, id, reach) : [];
  }
  return null;
}
