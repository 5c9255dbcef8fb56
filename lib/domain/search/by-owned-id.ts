import type { SearchHitOut } from "@/lib/contract/search.ts";
import type { Queryable } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { OWNER_COLUMNS, type Owner, ownerOf, type Reach, reachConditions } from "@/lib/domain/search/by-id.ts";
import { formatId } from "@/lib/ids.ts";
import { causeOf } from "@/lib/webhook/cause.ts";
import { CAUSE_LABELS } from "@/lib/webhook/diagnosis-words.ts";

interface Row extends Owner {
  id: string;
  title: string | null;
  detail: string | null;
}

/** Tables whose rows belong to an application and have a page of their own, with what names a row `t`. */
const TABLES = {
  source: { table: "source", title: "t.name", detail: "t.kind", condition: "t.deleted_at is null" },
  task: { table: "background_task", title: "t.name", detail: "t.state", condition: "true" },
  portalSession: { table: "portal_session", title: "t.label", detail: "t.kind", condition: "true" },
} as const;
export type OwnedKind = keyof typeof TABLES;

const UNNAMED: Record<OwnedKind, string> = { source: "Source", task: "Replay", portalSession: "Portal session" };

export const byOwnedId =
  (kind: OwnedKind) =>
  async (queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> => {
    const { table, title, detail, condition } = TABLES[kind];
    const binds = newBinds();
    const { rows } = await queryable.query<Row>(
      `select t.id, ${title} as title, ${detail} as detail, ${OWNER_COLUMNS}
       from ${table} t join application a on a.id = t.application_id
       where t.id = ${binds.bind(id)} and ${condition} and ${reachConditions(reach, binds)}`,
      binds.values,
    );
    return rows.map((row) => ({
      kind,
      id: formatId(kind, row.id),
      title: row.title ?? UNNAMED[kind],
      detail: row.detail ?? "",
      ...ownerOf(row),
      deliveryId: null,
      exact: true,
    }));
  };

export async function byFailureGroupId(queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<Owner & { id: string; cause: number; name: string | null; url: string }>(
    `select g.id, g.cause, e.name, e.url, ${OWNER_COLUMNS}
     from failure_group g join endpoint e on e.id = g.endpoint_id join application a on a.id = g.application_id
     where g.id = ${binds.bind(id)} and ${reachConditions(reach, binds)}`,
    binds.values,
  );
  return rows.map((row) => ({
    kind: "failureGroup",
    id: formatId("failureGroup", row.id),
    title: CAUSE_LABELS[causeOf(row.cause)],
    detail: endpointName(row),
    ...ownerOf(row),
    deliveryId: null,
    exact: true,
  }));
}
