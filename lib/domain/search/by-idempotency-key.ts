import type { SearchHitOut } from "@/lib/contract/search.ts";
import type { Queryable } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { byMessageId, type Reach, reachConditions } from "@/lib/domain/search/by-id.ts";
import { formatId } from "@/lib/ids.ts";

/** Keys are kept as a hash with their caller and application: whoever may have sent it is tried, the latest first. */
const MAX_CALLERS = 200;
const MAX_APPLICATIONS = 1_000;
/** As long as a key is kept. */
const KEPT = "12 hours";
/** What programs make up has no spaces. */
const LIKE_A_KEY = /^\S{4,256}$/;

/** The hash that lib/domain/messages/create.ts makes. */
const FOUND = `
select i.message_id
from unnest($1::text[], $2::text[]) as a(organization_id, name),
  (select '' as id union all (
    select id::text from api_key where last_used_at > now() - interval '${KEPT}' - interval '1 hour'
    order by last_used_at desc limit ${MAX_CALLERS}
  )) as k,
  lateral (select message_id from idempotency
    where key_hash = sha256(convert_to(concat_ws(E'\\n', a.organization_id, k.id, 'createMessage', a.name, $3::text), 'UTF8'))
      and message_id is not null and created_at > now() - interval '${KEPT}' limit 1) as i
limit 10`;

/** Messages that were sent with this `idempotency-key` in the last 12 hours. */
export async function searchIdempotencyKey(queryable: Queryable, key: string, reach: Reach): Promise<SearchHitOut[]> {
  if (!LIKE_A_KEY.test(key)) return [];
  const names = await readNames(queryable, reach);
  const { rows } = await queryable.query<{ message_id: string }>(FOUND, [
    names.map(({ organizationId }) => organizationId),
    names.map(({ name }) => name),
    key,
  ]);
  const hits = await Promise.all(rows.map((row) => byMessageId(queryable, row.message_id, reach)));
  return hits.flat();
}

/** How a path may name the applications that had traffic meanwhile. */
async function readNames(queryable: Queryable, reach: Reach): Promise<{ organizationId: string; name: string }[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<{ id: string; uid: string | null; organization_id: string }>(
    `select a.id, a.uid, a.organization_id from application a
     where ${reachConditions(reach, binds)} and a.id in (
       select application_id from endpoint_rollup where bucket > now() - interval '${KEPT}' - interval '1 hour')
     order by a.id desc limit ${MAX_APPLICATIONS}`,
    binds.values,
  );
  return rows.flatMap(({ id, uid, organization_id: organizationId }) =>
    [formatId("application", id), ...(uid === null ? [] : [uid])].map((name) => ({ organizationId, name })),
  );
}
