import { createHash } from "node:crypto";
import type { DriftOut, EventTypeDriftOut } from "@/lib/contract/event-type-usage.ts";
import { newestVersion } from "@/lib/contract/example.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { getEventType } from "@/lib/domain/event-types/get.ts";
import { readTypeHours } from "@/lib/domain/event-types/roll-up.ts";
import { checkSchemas, findIssues, type SchemaIssue, TooExpensive } from "@/lib/domain/event-types/schema-thread.ts";
import { readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { storableText } from "@/lib/domain/storable-text.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";

/** Payloads that are read, and how large one may be and all of them: the thread that checks them also checks what is sent. */
const MOST_READ = 300;
const MAX_BYTES = 65_536;
const MAX_BYTES_IN_ALL = 4 * 1_048_576;
/** Messages of any type that are looked at: so many of each hour, and no further hour when it has taken so long. */
const SCANNED_OF_HOUR = 20_000;
const MOST_HOURS = 24;
const SCAN_MS = 2_000;
const SHOWN = 50;

interface Sample {
  id: string;
  application_id: string;
  payload: string | null;
}

const READ = `
select m.id, m.application_id, case when octet_length(m.payload) <= ${MAX_BYTES} then m.payload end as payload from (
  select id, application_id, event_type, payload, is_test from message
  where id >= $1::uuid and id < $2::uuid order by id desc limit ${SCANNED_OF_HOUR}
) m join application a on a.id = m.application_id
where m.event_type = $3 and not m.is_test and a.organization_id = $4 order by m.id desc limit $5`;

/** The newest messages of a type: where they are rare, from the hours in which there were any. */
async function readSamples(organizationId: string, name: string): Promise<Sample[]> {
  const deadlineMs = performance.now() + SCAN_MS;
  const samples: Sample[] = [];
  for (const { fromMs, untilMs } of await readTypeHours(organizationId, name, MOST_HOURS)) {
    if (samples.length >= MOST_READ || performance.now() > deadlineMs) break;
    const values = [uuidFloor(fromMs), uuidFloor(untilMs), name, organizationId, MOST_READ - samples.length];
    samples.push(...(await pool().query<Sample>(READ, values)).rows);
  }
  return samples;
}

/** As many as fit, the newest first. */
function* withinBytes(samples: Sample[]): Generator<{ id: string; applicationId: string; text: string }> {
  let bytes = 0;
  for (const { id, application_id: applicationId, payload } of samples) {
    if (payload === null) continue;
    bytes += payload.length;
    if (bytes > MAX_BYTES_IN_ALL) return;
    yield { id, applicationId, text: readStoredPayload(payload).text };
  }
}

/**
 * What the newest payloads of a type hold that its newest schema does not say, whether or not messages are checked when
 * they come. Of the payloads nothing is told but places and JSON types.
 */
export async function getDrift(ctx: Context, input: { name: string }): Promise<EventTypeDriftOut> {
  requireOperator(ctx, "engineer");
  const { schemas } = await getEventType(ctx, input);
  const schemaVersion = newestVersion(schemas);
  const nothing = { read: 0, misfits: 0, since: null, skipped: 0, problem: null, data: [] };
  if (schemaVersion === null) return { schemaVersion, ...nothing };
  const schema = JSON.stringify(schemas?.[schemaVersion]);
  // What is stored is a JSON Schema, and need not be one that can be used.
  const wrong = await checkSchemas([[schemaVersion, schema]], schemaVersion);
  if (wrong) return { schemaVersion, ...nothing, problem: wrong.problem };

  const samples = await readSamples(organizationForNew(ctx), input.name);
  const read = [...withinBytes(samples)];
  const oldest = read.at(-1);
  const facts = {
    schemaVersion,
    read: read.length,
    skipped: samples.filter(({ payload }) => payload === null).length,
    since: oldest ? new Date(uuidTime(oldest.id)).toISOString() : null,
  };
  const key = createHash("sha256").update(schema).digest("base64");
  let found: SchemaIssue[][];
  try {
    found = await findIssues({ key, schema, payloads: read.map(({ text }) => text) });
  } catch (error) {
    if (!(error instanceof TooExpensive)) throw error;
    return { ...facts, misfits: 0, problem: "takes too long or too much memory to be held against them", data: [] };
  }
  const data = read.reduce(
    (drifts, { id, applicationId }, n) => add(drifts, { id, applicationId }, found[n] ?? []),
    new Map<string, DriftOut>(),
  );
  return {
    ...facts,
    misfits: found.filter((issues) => issues.length > 0).length,
    problem: null,
    data: [...data.values()].sort((a, b) => b.count - a.count).slice(0, SHOWN),
  };
}

/** Items of lists are told together: the third line of an invoice is no other place than the first. */
const placeOf = (path: string[]) => path.map((key) => (/^\d+$/.test(key) ? "*" : storableText(key)));

function add(
  drifts: Map<string, DriftOut>,
  message: { id: string; applicationId: string },
  issues: SchemaIssue[],
): Map<string, DriftOut> {
  const counted = new Set<string>();
  for (const { path, expected, found } of issues) {
    const place = placeOf(path);
    const key = JSON.stringify([place, expected, found]);
    // Counted are payloads, however often one of them does it.
    if (counted.has(key)) continue;
    counted.add(key);
    const known = drifts.get(key);
    if (known) known.count++;
    else
      drifts.set(key, {
        path: place,
        expected,
        found,
        count: 1,
        messageId: formatId("message", message.id),
        applicationId: formatId("application", message.applicationId),
      });
  }
  return drifts;
}
