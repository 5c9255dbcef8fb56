import type { Queryable } from "@/lib/db.ts";
import type { Scan } from "@/lib/domain/list.ts";

/**
 * One read of a log takes so many entries of an index and no more, whatever the filter: who looks for what is rare or not
 * there at all gets a short answer after milliseconds, and an iterator that goes on where reading ended.
 */
export const MAX_SCANNED = 1_000;

/** Entries of one index in the order of the id: a table with its alias, and conditions that the index answers by itself. */
export interface Source {
  table: string;
  alias: string;
  conditions: string[];
}

/** The id up to which a page reads, itself included; null when everything can be read. */
export async function findEdge(
  queryable: Queryable,
  sources: Source[],
  { direction }: Scan,
  values: unknown[],
): Promise<string | null> {
  const edges = sources.map(
    ({ table, alias, conditions }) =>
      `(select ${alias}.id from ${table} ${alias} where ${conditions.join(" and ")}
        order by ${alias}.id ${direction} offset ${MAX_SCANNED} limit 1)`,
  );
  const { rows } = await queryable.query<{ id: string }>(
    `select id from (${edges.join(" union all ")}) edges order by id ${direction} limit 1`,
    values,
  );
  return rows[0]?.id ?? null;
}

/** The source cut off at the edge. */
export function endAt<S extends Source>(source: S, { operator }: Scan, edge: string): S {
  const until = `${source.alias}.id ${operator === "<" ? ">=" : "<="} ${edge}`;
  return { ...source, conditions: [...source.conditions, until] };
}

/**
 * The rows of a source, as an item of `from`. Behind an edge its limit is never reached: it keeps the planner from any other path
 * than the index, so that `where` is asked of the rows up to the edge only.
 */
export function scannedRows(
  { table, alias, conditions }: Source,
  { direction }: Pick<Scan, "direction">,
  most = MAX_SCANNED * 2,
): string {
  return `(select ${alias}.* from ${table} ${alias} where ${conditions.join(" and ")}
    order by ${alias}.id ${direction} limit ${most}) ${alias}`;
}
