import { z } from "zod";
import { FilterIn } from "@/lib/contract/filter.ts";
import type { Queryable } from "@/lib/db.ts";
import type { Filtering, IngestItem } from "@/lib/domain/messages/ingest.ts";
import { parseStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { Unavailable } from "@/lib/errors.ts";
import { compileFilter, type Judge } from "@/lib/webhook/filter.ts";

// Filters are judged here and not in the database, so that a dry run and the ingest are one code. What keeps the two
// from drifting apart is the stamp: the ingest statement refuses what was judged by other filters than it sees.
//
//   item ── known filters? ──► judged ──► statement: stamp equal ──► accepted
//              └ none known ──────────►              └ not equal ──► loaded, judged, once more

interface KnownFilters {
  stamp: number;
  judges: { endpointId: string; judge: Judge }[];
}

/** Applications whose filters a process keeps; of more the one that was used longest ago is forgotten. */
const MAX_KNOWN = 2_000;
/** Somebody who changes filters faster than a message can be judged. */
const MAX_LOADS = 5;

const known = new Map<string, KnownFilters>();

const nameOf = (item: IngestItem) => `${item.organizationId} ${item.applicationId ?? ""} ${item.applicationUid ?? ""}`;

/** The item with what its application's filters say of it, as far as this process knows any. */
export function judged(item: IngestItem): IngestItem {
  const name = nameOf(item);
  const filters = known.get(name);
  if (!filters) return item.filtering ? { ...item, filtering: undefined } : item;
  known.delete(name);
  known.set(name, filters);
  return { ...item, filtering: judge(filters, item.payload) };
}

function judge({ stamp, judges }: KnownFilters, stored: string): Filtering {
  const payload = judges.length > 0 ? parseStoredPayload(stored) : null;
  const failed = judges.flatMap(({ endpointId, judge }) => {
    const place = judge(payload);
    return place === null ? [] : [[endpointId, place] as const];
  });
  return { stamp, failed: failed.length > 0 ? Object.fromEntries(failed) : null };
}

const StoredFilters = z.array(z.object({ id: z.uuid(), filter: FilterIn }));

/** Reads the filters of an item's application, in one snapshot with their stamp. */
async function loadFilters(queryable: Queryable, item: IngestItem): Promise<void> {
  const { rows } = await queryable.query<{ filter_stamp: number | null; filters: unknown }>(
    `select a.filter_stamp, coalesce(
       (select jsonb_agg(jsonb_build_object('id', e.id, 'filter', e.filter)) from endpoint e
        where e.application_id = a.id and e.deleted_at is null and e.filter is not null), '[]') as filters
     from application a
     where a.organization_id = $1 and a.deleted_at is null and (a.id = $2 or ($2::uuid is null and a.uid = $3))`,
    [item.organizationId, item.applicationId, item.applicationUid],
  );
  const name = nameOf(item);
  known.delete(name);
  const [row] = rows;
  if (!row || row.filter_stamp === null) return;
  const judges = StoredFilters.parse(row.filters).map(({ id, filter }) => ({
    endpointId: id,
    judge: compileFilter(filter),
  }));
  known.set(name, { stamp: row.filter_stamp, judges });
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
}

/**
 * Loads the filters of these items' applications again: what this process knew was out of date.
 * @param load how often that was so in a row, from 1
 * @throws Unavailable when they change all the time
 */
export async function refreshFilters(queryable: Queryable, items: IngestItem[], load: number): Promise<void> {
  if (load > MAX_LOADS) throw new Unavailable("The filters of this application are being changed. Try again.");
  const applications = new Map(items.map((item) => [nameOf(item), item]));
  for (const item of applications.values()) await loadFilters(queryable, item);
}
