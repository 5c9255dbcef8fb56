import type { Filter } from "@/lib/contract/filter.ts";
import type { FilterDryRunIn, FilterDryRunOut } from "@/lib/contract/filter-dry-run.ts";
import { filterWords } from "@/lib/contract/filter-words.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { parseStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";
import { clauseAt, compileFilter } from "@/lib/webhook/filter.ts";

const WEEK_MS = 7 * 86_400_000;
/** What one answer reads at most; the contract names these. */
const MAX_MESSAGES = 5_000;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_MS = 2_000;
/** What is in memory at a time, and judged before others have their turn. */
const PAGE_MESSAGES = 500;
const PAGE_BYTES = 4 * 1024 * 1024;
const EXAMPLES_EACH = 10;

interface Row {
  id: string;
  event_type: string;
  /** null when it is not kept, or not asked about. */
  payload: string | null;
  wanted: boolean;
  bytes: number;
}

// The window bounds what is read before any condition: types that are rare must not make it read everything.
const PAGE = `
with page as materialized (
  select id, event_type, payload, coalesce(octet_length(payload), 0) as bytes,
    event_type_matches($3, event_type) and (cardinality($4::text[]) = 0 or coalesce(channels && $4, false)) as wanted
  from message where application_id = $1 and id < $2 and id >= $5 and not is_test order by id desc limit ${PAGE_MESSAGES}
),
measured as (select *, sum(case when wanted then bytes else 0 end) over (order by id desc) as so_far from page)
select id, event_type, case when wanted then payload end as payload, wanted, case when wanted then bytes else 0 end as bytes
from measured where so_far - bytes < ${PAGE_BYTES} order by id desc`;

/** The highest UUID: before it is everything. */
const NEWEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * What a filter would have done with the messages of the last days: the same judge as the ingest's, over what is stored.
 * Reads only, and only so much.
 */
export async function dryRunFilter(
  ctx: Context,
  input: FilterDryRunIn & { applicationId: string; filter: Filter },
): Promise<FilterDryRunOut> {
  const { applicationId, filter, eventTypes, channels } = input;
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "support");

  const startedAt = Date.now();
  const oldest = uuidFloor(input.since ? Date.parse(input.since) : startedAt - WEEK_MS);
  const tally = newTally(filter);
  let [edge, read, bytes, isMore] = [NEWEST, 0, 0, true];
  while (isMore && read < MAX_MESSAGES && bytes < MAX_BYTES && Date.now() - startedAt < MAX_MS) {
    const { rows } = await pool().query<Row>(PAGE, [applicationId, edge, eventTypes ?? [], channels ?? [], oldest]);
    for (const row of rows) tally.count(row);
    read += rows.length;
    bytes += rows.reduce((sum, row) => sum + row.bytes, 0);
    isMore = rows.length > 0;
    edge = rows.at(-1)?.id ?? edge;
  }
  return {
    ...tally.result(),
    since: new Date(uuidTime(isMore ? edge : oldest)).toISOString(),
    complete: !isMore,
  };
}

function newTally(filter: Filter) {
  const judge = compileFilter(filter);
  const counts = { matched: 0, filtered: 0, unread: 0 };
  const examples: FilterDryRunOut["examples"] = [];

  function count({ id, event_type, payload, wanted }: Row): void {
    if (!wanted) return;
    if (payload === null) {
      counts.unread++;
      return;
    }
    const place = judge(parseStoredPayload(payload));
    const kind = place === null ? "matched" : "filtered";
    counts[kind]++;
    if (counts[kind] > EXAMPLES_EACH) return;
    const clause = place === null ? null : clauseAt(filter, place);
    examples.push({
      messageId: formatId("message", id),
      eventType: event_type,
      timestamp: new Date(uuidTime(id)).toISOString(),
      matches: place === null,
      clause: clause && filterWords(clause),
    });
  }

  return { count, result: () => ({ looked: counts.matched + counts.filtered, ...counts, examples }) };
}
