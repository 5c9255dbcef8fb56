import type { Queryable } from "@/lib/db.ts";
import type { TimeWindow } from "@/lib/domain/deliveries/window.ts";
import type { ListPosition, Scan } from "@/lib/domain/list.ts";
import { uuidTime } from "@/lib/ids.ts";

/**
 * One read of a log takes so many entries of an index and no more, whatever the filter: who looks for what is rare or not
 * there at all gets a short answer after milliseconds, and an iterator that goes on where reading ended.
 */
export const MAX_SCANNED = 1_000;
/** The reads of a page that finds little take more each time: a statement costs as much as reading some hundreds of entries. */
const MAX_WIDENED = 4 * MAX_SCANNED;

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
  entries = MAX_SCANNED,
): Promise<string | null> {
  const edges = sources.map(
    ({ table, alias, conditions }) =>
      `(select ${alias}.id from ${table} ${alias} where ${conditions.join(" and ")}
        order by ${alias}.id ${direction} offset ${entries} limit 1)`,
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

/**
 * A statement is planned for each day of a log that it may touch, which costs more than reading a page where there is much:
 * so a page looks at what is next to where it begins, and at the whole window when that does not suffice.
 */
const NEAR_MS = 86_400_000;

/** What the reads of one page learn from each other. */
export interface Sight {
  isNear: boolean;
  /** How many entries the next read takes. */
  entries: number;
}
export const newSight = (): Sight => ({ isNear: true, entries: MAX_SCANNED });
export function widen(sight: Sight): void {
  sight.entries = Math.min(2 * sight.entries, MAX_WIDENED);
}

/** Reads the near part of the window, or all of it when that has too little. Either way the answer is that of the whole. */
export async function nearestFirst<R extends { isEnough: boolean }>(
  sight: Sight,
  { window, scan, position }: { window: TimeWindow; scan: Scan; position: ListPosition | null },
  read: (part: TimeWindow) => Promise<R>,
): Promise<R> {
  const near = sight.isNear ? nearPart(window, scan, position) : null;
  const found = near && (await read(near));
  if (found?.isEnough) return found;
  sight.isNear = false;
  return read(window);
}

/** null when that is all of it. */
function nearPart(window: TimeWindow, { direction }: Scan, position: ListPosition | null): TimeWindow | null {
  const nowMs = Date.now();
  if (direction === "desc") {
    const fromMs = (position ? uuidTime(position.id) : Math.min(window.toMs ?? nowMs, nowMs)) - NEAR_MS;
    return fromMs > window.fromMs ? { ...window, fromMs } : null;
  }
  const toMs = (position ? uuidTime(position.id) : window.fromMs) + NEAR_MS;
  return toMs < (window.toMs ?? nowMs) ? { ...window, toMs } : null;
}
