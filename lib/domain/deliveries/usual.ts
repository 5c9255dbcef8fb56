import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";
import type { Queryable } from "@/lib/db.ts";
import { MEANINGFUL_TRY } from "@/lib/domain/endpoint-health/read-facts.ts";
import { uuidFloor } from "@/lib/ids.ts";

const DAY_MS = 86_400_000;
const MAX_TRIES = 500;
/** A percentage of fewer would pretend to know. */
const FEWEST = 20;

interface Row {
  p50: number;
  p95: number;
  faster: number;
  tries: number;
}

/** What a try's length is compared with: the endpoint's newest tries of the day before it and the hours since. */
export async function readUsual(
  queryable: Queryable,
  attempt: { endpoint_id: string; started_at: Date; duration_ms: number },
): Promise<AttemptDetailOut["usual"]> {
  const { rows } = await queryable.query<Row>(
    `select percentile_disc(0.5) within group (order by t.duration_ms) as p50,
       percentile_disc(0.95) within group (order by t.duration_ms) as p95,
       (count(*) filter (where t.duration_ms < $3))::integer as faster, count(*)::integer as tries
     from (
       select a.duration_ms from attempt a
       where a.endpoint_id = $1 and a.id >= $2 and ${MEANINGFUL_TRY}
       order by a.id desc limit ${MAX_TRIES}
     ) t`,
    [attempt.endpoint_id, uuidFloor(attempt.started_at.getTime() - DAY_MS), attempt.duration_ms],
  );
  const [row] = rows;
  if (!row || row.tries < FEWEST) return null;
  const slowerThan = Math.floor((100 * row.faster) / row.tries);
  return { p50Ms: row.p50, p95Ms: row.p95, slowerThan, tries: row.tries };
}
