import type { SearchHitOut } from "@/lib/contract/search.ts";
import type { Queryable } from "@/lib/db.ts";
import { type Binds, newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type DeliveryRow, toDeliveryOut, withNames } from "@/lib/domain/deliveries/delivery-out.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";

/** Ids of messages and of their deliveries come from two clocks. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface Reach {
  /** undefined: every organization, for staff */
  organizationId: string | undefined;
}

/** Who owns a hit, as columns of `application a`. */
export interface Owner {
  application_id: string;
  application_name: string;
}
export const OWNER_COLUMNS = "a.id as application_id, a.name as application_name";

export function ownerOf(row: Owner): Pick<SearchHitOut, "applicationId" | "applicationName"> {
  return { applicationId: formatId("application", row.application_id), applicationName: row.application_name };
}

/** Applications that the actor may see and that are not deleted, as conditions on `a`. */
export function reachConditions({ organizationId }: Reach, { bind }: Binds): string {
  const organization = organizationId === undefined ? "" : ` and a.organization_id = ${bind(organizationId)}`;
  return `a.deleted_at is null${organization}`;
}

export async function byApplicationId(queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<Owner & { uid: string | null }>(
    `select ${OWNER_COLUMNS}, a.uid from application a where a.id = ${binds.bind(id)} and ${reachConditions(reach, binds)}`,
    binds.values,
  );
  return rows.map((row) => applicationHit(row, { exact: true }));
}

export function applicationHit(row: Owner & { uid: string | null }, { exact }: { exact: boolean }): SearchHitOut {
  const id = formatId("application", row.application_id);
  return {
    kind: "application",
    id,
    title: row.application_name,
    detail: row.uid ?? id,
    ...ownerOf(row),
    deliveryId: null,
    exact,
  };
}

export interface EndpointHitRow extends Owner {
  id: string;
  name: string | null;
  url: string;
}

export async function byEndpointId(queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<EndpointHitRow>(
    `select e.id, e.name, e.url, ${OWNER_COLUMNS} from endpoint e join application a on a.id = e.application_id
     where e.id = ${binds.bind(id)} and e.deleted_at is null and ${reachConditions(reach, binds)}`,
    binds.values,
  );
  return rows.map((row) => endpointHit(row, { exact: true }));
}

export function endpointHit(row: EndpointHitRow, { exact }: { exact: boolean }): SearchHitOut {
  return {
    kind: "endpoint",
    id: formatId("endpoint", row.id),
    title: endpointName(row),
    detail: row.url,
    ...ownerOf(row),
    deliveryId: null,
    exact,
  };
}

/** With the delivery that most needs a look: one that failed, else one that waits, else the newest. */
export async function byMessageId(queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const since = binds.bind(uuidFloor(uuidTime(id) - CLOCK_SKEW_MS));
  const { rows } = await queryable.query<
    Owner & { id: string; event_type: string; event_id: string | null; delivery_id: string | null }
  >(
    `select m.id, m.event_type, m.event_id, ${OWNER_COLUMNS}, (
       select d.id from delivery d where d.message_id = m.id and d.application_id = a.id and d.id >= ${since}
       order by d.status = 2 desc, d.status = 0 desc, d.id desc limit 1
     ) as delivery_id
     from message m join application a on a.id = m.application_id
     where m.id = ${binds.bind(id)} and ${reachConditions(reach, binds)}`,
    binds.values,
  );
  return rows.map((row) => ({
    kind: "message",
    id: formatId("message", row.id),
    title: row.event_type,
    detail: row.event_id ?? new Date(uuidTime(row.id)).toISOString(),
    ...ownerOf(row),
    deliveryId: row.delivery_id && formatId("delivery", row.delivery_id),
    exact: true,
  }));
}

export async function byDeliveryId(queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<DeliveryRow>(
    `${withNames("delivery")} where d.id = ${binds.bind(id)} and ${reachConditions(reach, binds)}`,
    binds.values,
  );
  return rows.map(toDeliveryOut).map((delivery) => ({
    kind: "delivery",
    id: delivery.id,
    title: delivery.eventType,
    detail: `${delivery.endpointName}, ${delivery.state}`,
    applicationId: delivery.applicationId,
    applicationName: delivery.applicationName,
    deliveryId: delivery.id,
    exact: true,
  }));
}

export async function byAttemptId(queryable: Queryable, id: string, reach: Reach): Promise<SearchHitOut[]> {
  const binds = newBinds();
  const { rows } = await queryable.query<
    Owner & { id: string; delivery_id: string; event_type: string; number: number; status_code: number | null }
  >(
    `select t.id, t.delivery_id, t.event_type, t.number, t.status_code, ${OWNER_COLUMNS}
     from attempt t join application a on a.id = t.application_id
     where t.id = ${binds.bind(id)} and ${reachConditions(reach, binds)}`,
    binds.values,
  );
  return rows.map((row) => ({
    kind: "attempt",
    id: formatId("attempt", row.id),
    title: row.event_type,
    detail: `Try ${row.number}, ${row.status_code ?? "no reply"}`,
    ...ownerOf(row),
    deliveryId: formatId("delivery", row.delivery_id),
    exact: true,
  }));
}
