import type { SearchHitOut } from "@/lib/contract/search.ts";
import type { Queryable } from "@/lib/db.ts";
import { likeLiteral, newBinds } from "@/lib/domain/deliveries/binds.ts";
import { isOperational } from "@/lib/domain/operational-webhooks/organization.ts";
import {
  applicationHit,
  type EndpointHitRow,
  endpointHit,
  OWNER_COLUMNS,
  type Owner,
  type Reach,
  reachConditions,
} from "@/lib/domain/search/by-id.ts";
import { plainDescription } from "@/lib/plain-description.ts";

const MAX_HITS = 10;

/** Applications by uid, part of their name, or what their metadata says: an e-mail address of the customer. */
export async function searchApplications(queryable: Queryable, text: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const exact = binds.bind(text);
  const part = binds.bind(`%${likeLiteral(text)}%`);
  const { rows } = await queryable.query<Owner & { uid: string | null; exact: boolean; noted: string | null }>(
    `select ${OWNER_COLUMNS}, a.uid, coalesce(a.uid = ${exact}, false) as exact, m.noted
     from application a left join lateral (
       select entry.key || ': ' || entry.value as noted from jsonb_each_text(a.metadata) entry
       where entry.value ilike ${part} order by entry.key limit 1
     ) m on true
     where ${reachConditions(reach, binds)} and not ${isOperational("a.organization_id")}
       and (a.uid ilike ${part} or a.name ilike ${part} or m.noted is not null)
     order by exact desc, m.noted is not null, a.id desc limit ${MAX_HITS}`,
    binds.values,
  );
  return rows.map((row) => {
    const hit = applicationHit(row, row);
    return row.noted === null ? hit : { ...hit, detail: row.noted };
  });
}

/** Endpoints by uid, or part of their name or URL. */
export async function searchEndpoints(queryable: Queryable, text: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const exact = binds.bind(text);
  const part = binds.bind(`%${likeLiteral(text)}%`);
  const { rows } = await queryable.query<EndpointHitRow & { exact: boolean }>(
    `select e.id, e.name, e.url, ${OWNER_COLUMNS}, coalesce(e.uid = ${exact}, false) as exact
     from endpoint e join application a on a.id = e.application_id
     where e.deleted_at is null and ${reachConditions(reach, binds)} and not ${isOperational("a.organization_id")}
       and (e.uid ilike ${part} or e.url ilike ${part} or e.name ilike ${part})
     order by exact desc, e.id desc limit ${MAX_HITS}`,
    binds.values,
  );
  return rows.map((row) => endpointHit(row, row));
}

/** Event types by part of their name. */
export async function searchEventTypes(
  queryable: Queryable,
  text: string,
  organizationId: string,
): Promise<SearchHitOut[]> {
  const { rows } = await queryable.query<{ name: string; description: string; exact: boolean }>(
    `select name, description, name = $1 as exact from event_type
     where organization_id = $2 and name ilike $3 order by exact desc, archived, name limit ${MAX_HITS}`,
    [text, organizationId, `%${likeLiteral(text)}%`],
  );
  return rows.map(({ name, description, exact }) => ({
    kind: "eventType",
    id: name,
    title: name,
    detail: plainDescription(description),
    applicationId: null,
    applicationName: null,
    deliveryId: null,
    exact,
  }));
}
