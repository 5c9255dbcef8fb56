import type { SearchHitOut } from "@/lib/contract/search.ts";
import type { Queryable } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { messageKeyHash } from "@/lib/domain/messages/key-hash.ts";
import { byMessageId, type Reach, reachConditions } from "@/lib/domain/search/by-id.ts";
import { formatId } from "@/lib/ids.ts";

/** Keys are kept as the hash of caller, application and key: whoever may have sent it is tried. */
const MAX_CALLERS = 20;
const MAX_APPLICATIONS = 2_000;
/** As long as a key is kept. */
const KEPT = "12 hours";

/** Messages that were sent with this `idempotency-key` in the last 12 hours. */
export async function searchIdempotencyKey(queryable: Queryable, key: string, reach: Reach): Promise<SearchHitOut[]> {
  const [callers, applications] = await Promise.all([
    readCallers(queryable, reach),
    readApplications(queryable, reach),
  ]);
  const hashes = applications.flatMap(({ organizationId, names }) =>
    [null, ...callers].flatMap((apiKeyId) =>
      names.map((application) => messageKeyHash({ organizationId, apiKeyId, application, idempotencyKey: key })),
    ),
  );
  if (hashes.length === 0) return [];
  const { rows } = await queryable.query<{ message_id: string }>(
    `select message_id from idempotency
     where key_hash = any ($1::bytea[]) and message_id is not null and created_at > now() - interval '${KEPT}' limit 10`,
    [hashes],
  );
  const hits = await Promise.all(rows.map((row) => byMessageId(queryable, row.message_id, reach)));
  return hits.flat();
}

/** API keys that were used meanwhile. */
async function readCallers(queryable: Queryable, { organizationId }: Reach): Promise<string[]> {
  const { rows } = await queryable.query<{ id: string }>(
    `select id from api_key
     where last_used_at > now() - interval '${KEPT}' - interval '1 hour' and ($1::text is null or organization_id = $1)
     order by last_used_at desc limit ${MAX_CALLERS}`,
    [organizationId ?? null],
  );
  return rows.map(({ id }) => id);
}

interface Named {
  organizationId: string;
  /** How a path may name it. */
  names: string[];
}

/** Applications that had traffic meanwhile. */
async function readApplications(queryable: Queryable, reach: Reach): Promise<Named[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<{ id: string; uid: string | null; organization_id: string }>(
    `select a.id, a.uid, a.organization_id from application a
     where ${reachConditions(reach, binds)} and a.id in (
       select application_id from endpoint_rollup where bucket > now() - interval '${KEPT}' - interval '1 hour')
     order by a.id desc limit ${MAX_APPLICATIONS}`,
    binds.values,
  );
  return rows.map(({ id, uid, organization_id: organizationId }) => ({
    organizationId,
    names: [formatId("application", id), ...(uid === null ? [] : [uid])],
  }));
}
