import { pool } from "@/lib/db.ts";
import { defaultQuota } from "@/lib/domain/quotas/quota.ts";
import { log } from "@/lib/log.ts";

// The ingest asks about every message and may wait for nothing: quotas of applications' own are few, so each process has
// all of them in a map and reads it anew beside the requests.

/** A change holds at once in the process that made it, and within so long in the others. */
const MAX_AGE_MS = 2_000;
/** Which application a uid names is remembered for so long, when it has to be known at all. */
const NAME_MAX_AGE_MS = 60_000;
const NAMES_AT_MOST = 10_000;

export interface KnownQuota {
  /** What the application is counted under. */
  applicationId: string;
  messagesPerSecond: number | null;
  maxPayloadBytes: number;
}
interface Row {
  id: string;
  organization_id: string;
  uid: string | null;
  messages_per_second: number | null;
  max_payload_bytes: number | null;
}
/** As a message names its application: one of the two. */
export interface ApplicationName {
  organizationId: string;
  applicationId: string | null;
  applicationUid: string | null;
}

let own: ReadonlyMap<string, KnownQuota> | undefined;
let readAtMs = Number.NEGATIVE_INFINITY;
let reading: Promise<void> | undefined;
const names = new Map<string, { id: string | null; untilMs: number }>();

const nameOf = (organizationId: string, uid: string) => `${organizationId} ${uid}`;

/** After a change: the next message waits for what holds now. */
export function forgetQuotas(): void {
  own = undefined;
  readAtMs = Number.NEGATIVE_INFINITY;
  reading = undefined;
}

/** What a message's application may use; a promise only when something has to be read first. null: nothing is counted. */
export function quotaOf(application: ApplicationName): KnownQuota | null | Promise<KnownQuota | null> {
  if (performance.now() - readAtMs > MAX_AGE_MS && !reading) readBeside();
  return own ? find(own, application) : (reading ?? Promise.resolve()).then(() => find(own ?? new Map(), application));
}

function readBeside(): void {
  const promise: Promise<void> = readOwn()
    .then((found) => {
      // Else they were forgotten meanwhile.
      if (reading === promise) [own, readAtMs] = [found, performance.now()];
    })
    .catch((error: unknown) => {
      // What is known goes on holding; a database that is away answers the message itself.
      readAtMs = performance.now();
      log.warn("quotas_unreadable", { error });
    })
    .finally(() => {
      if (reading === promise) reading = undefined;
    });
  reading = promise;
}

async function readOwn(): Promise<Map<string, KnownQuota>> {
  const { rows } = await pool().query<Row>(
    `select id, organization_id, uid, messages_per_second, max_payload_bytes from application
      where (messages_per_second is not null or max_payload_bytes is not null) and deleted_at is null`,
  );
  const usual = defaultQuota();
  return new Map(
    rows.flatMap((row) => {
      const quota: KnownQuota = {
        applicationId: row.id,
        messagesPerSecond: row.messages_per_second ?? usual.messagesPerSecond,
        maxPayloadBytes: row.max_payload_bytes ?? usual.maxPayloadBytes,
      };
      return [[row.id, quota] as const, ...(row.uid ? [[nameOf(row.organization_id, row.uid), quota] as const] : [])];
    }),
  );
}

function find(
  quotas: ReadonlyMap<string, KnownQuota>,
  { organizationId, applicationId, applicationUid }: ApplicationName,
): KnownQuota | null | Promise<KnownQuota | null> {
  const usual = defaultQuota();
  const name = applicationId ?? nameOf(organizationId, applicationUid ?? "");
  const found = quotas.size > 0 ? quotas.get(name) : undefined;
  if (found) return found;
  const { messagesPerSecond, maxPayloadBytes } = usual;
  // Who is not counted need not be known.
  if (applicationId || messagesPerSecond === null) {
    return { applicationId: applicationId ?? name, messagesPerSecond, maxPayloadBytes };
  }
  return idOf(organizationId, applicationUid ?? "").then((id) =>
    id === null ? null : { applicationId: id, messagesPerSecond, maxPayloadBytes },
  );
}

/** By either name an application is one, and has one quota. */
async function idOf(organizationId: string, uid: string): Promise<string | null> {
  const name = nameOf(organizationId, uid);
  const known = names.get(name);
  if (known && known.untilMs > performance.now()) return known.id;
  const { rows } = await pool().query<{ id: string }>(
    "select id from application where organization_id = $1 and uid = $2 and deleted_at is null",
    [organizationId, uid],
  );
  const id = rows[0]?.id ?? null;
  if (names.size >= NAMES_AT_MOST) names.clear();
  if (id !== null) names.set(name, { id, untilMs: performance.now() + NAME_MAX_AGE_MS });
  return id;
}
