import type pg from "pg";
import { isPassingConflict, isRowFault } from "@/lib/domain/group-commit.ts";
import { findMisfits, isRejected, type Misfit, misfitText } from "@/lib/domain/messages/check-payload.ts";
import { judged, refreshFilters } from "@/lib/domain/messages/filtering.ts";
import { type IngestItem, type IngestResult, runIngest } from "@/lib/domain/messages/ingest.ts";

/**
 * `refused`: the database does not take this one, and never will. `misfit`: it does not fit the schema of its type, which
 * rejects. One that was accepted may have a misfit too, for `report` once the caller has committed.
 */
export type IngestedWithin = (IngestResult | { kind: "refused" | "misfit"; reason: string }) & { misfit?: Misfit };

const STATEMENT_TIMEOUT = "57014";

/**
 * Makes messages within the caller's transaction, one result for each item in their order. What the database refuses as
 * a whole is tried by halves, down to the bad one, so that it harms nobody. Throws for what may pass: the caller's next
 * run finds everything as it was.
 */
export async function ingestWithin(client: pg.PoolClient, items: IngestItem[]): Promise<IngestedWithin[]> {
  const misfits = new Map((await findMisfits(items)).map((misfit) => [misfit.item, misfit]));
  const isKept = (item: IngestItem) => !isRejected(misfits.get(item));
  const results = await ingestByHalves(client, items.filter(isKept));
  return items.map((item) => {
    const misfit = misfits.get(item);
    if (misfit && isRejected(misfit)) return { kind: "misfit", reason: misfitText(misfit) };
    const result = results.shift();
    if (!result) throw new Error("The ingest gave no result for one of its items.");
    return misfit && result.kind === "accepted" ? { ...result, misfit } : result;
  });
}

/** What was accepted though it does not fit. */
export function misfitsOf(results: Iterable<IngestedWithin>): Misfit[] {
  return [...results].flatMap(({ misfit }) => misfit ?? []);
}

async function ingestByHalves(client: pg.PoolClient, items: IngestItem[]): Promise<IngestedWithin[]> {
  if (items.length === 0) return [];
  await client.query("savepoint made");
  try {
    const results = await ingestJudged(client, items);
    await client.query("release made");
    return results;
  } catch (error) {
    const isTooMuch = error instanceof Error && "code" in error && error.code === STATEMENT_TIMEOUT;
    if (!isRowFault(error) && !(isTooMuch && items.length > 1)) throw error;
    await client.query("rollback to made");
    if (items.length > 1) {
      const half = Math.ceil(items.length / 2);
      return [
        ...(await ingestByHalves(client, items.slice(0, half))),
        ...(await ingestByHalves(client, items.slice(half))),
      ];
    }
    if (!isRowFault(error) || isPassingConflict(error)) throw error;
    return [{ kind: "refused", reason: `${error.code} ${error.message}` }];
  }
}

/**
 * Runs the statement until every item was judged by the filters that it saw. An application's items are accepted together
 * or not at all, so their order stays.
 */
async function ingestJudged(client: pg.PoolClient, items: IngestItem[]): Promise<IngestResult[]> {
  const results = await runIngest(client, items.map(judged));
  for (let loads = 1; ; loads++) {
    const left = items.flatMap((item, n) => (results[n]?.kind === "filters_changed" ? [{ item, n }] : []));
    if (left.length === 0) return results;
    const again = left.map(({ item }) => item);
    await refreshFilters(client, again, loads);
    const later = await runIngest(client, again.map(judged));
    for (const [i, result] of later.entries()) results[left[i]?.n ?? 0] = result;
  }
}
