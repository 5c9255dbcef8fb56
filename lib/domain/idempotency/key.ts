import { seal, unseal } from "@/lib/crypto.ts";
import { pool } from "@/lib/db.ts";
import { log } from "@/lib/log.ts";

//  claim ──► running ──► kept (12 hours)
//              │ failed: released at once; process died: free again after a minute

export interface KeptAnswer {
  status: number;
  body: string | null;
}

const rowOf = (keyHash: Buffer) => ({ id: keyHash.toString("hex"), applicationId: null });

/** Takes the key for this request. Of simultaneous callers one gets it; the others find it taken. */
export async function claimKey(keyHash: Buffer, requestHash: Buffer): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: "claim-idempotency-key",
    text: `insert into idempotency as i (key_hash, request_hash) values ($1, $2)
      on conflict (key_hash) do update
        set request_hash = excluded.request_hash, created_at = now(), status = null, body = null, message_id = null
        where i.created_at < now() - interval '12 hours'
          or (i.status is null and i.created_at < now() - interval '1 minute')`,
    values: [keyHash, requestHash],
  });
  return rowCount === 1;
}

/** undefined when the key was released since. */
export async function findAnswer(
  keyHash: Buffer,
  requestHash: Buffer,
): Promise<KeptAnswer | "running" | "other_request" | undefined> {
  const { rows } = await pool().query<{ request_hash: Buffer; status: number | null; body: string | null }>(
    "select request_hash, status, body from idempotency where key_hash = $1",
    [keyHash],
  );
  const row = rows[0];
  if (!row) return undefined;
  if (!row.request_hash.equals(requestHash)) return "other_request";
  if (row.status === null) return "running";
  const body = row.body === null ? null : unseal("idempotency.body", rowOf(keyHash), row.body);
  return { status: row.status, body };
}

/** Sealed, because an answer may hold a new key or link, of which the database otherwise has the hash only. */
export async function keepAnswer(keyHash: Buffer, status: number, body: string | null): Promise<void> {
  const sealed = body === null ? null : seal("idempotency.body", rowOf(keyHash), body);
  await settle("update idempotency set status = $2, body = $3 where key_hash = $1", [keyHash, status, sealed]);
}

export async function releaseKey(keyHash: Buffer): Promise<void> {
  await settle("delete from idempotency where key_hash = $1 and status is null", [keyHash]);
}

/** The work is done and its answer must not be lost to this: the key stays taken for a minute, that is all. */
async function settle(text: string, values: unknown[]): Promise<void> {
  await pool()
    .query(text, values)
    .catch((error: unknown) => log.warn("idempotency.not_settled", { error }));
}
