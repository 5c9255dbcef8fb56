import { hash } from "node:crypto";
import { EVERY_SCOPE } from "@/lib/contract/scopes.ts";
import { pool } from "@/lib/db.ts";
import { canBeApiKey } from "@/lib/domain/api-keys/token.ts";
import type { Actor, KeyLimits } from "@/lib/domain/context.ts";
import { log } from "@/lib/log.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";

export type ApiKeyActor = Extract<Actor, { kind: "apiKey" }>;

const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 10_000;
const TOUCH_EVERY_MS = 60_000;

const remembered = new Map<string, { actor: ApiKeyActor; untilMs: number }>();
const touchedAtMs = new Map<string, number>();

interface Row {
  id: string;
  name: string;
  organization_id: string;
  scopes: string[];
  networks: string[];
  application_id: string | null;
}

/** None for a key that may do everything: most requests are then asked nothing. */
function limitsOf({ scopes, networks, application_id: applicationId }: Row): KeyLimits | null {
  if (scopes.includes(EVERY_SCOPE) && networks.length === 0 && applicationId === null) return null;
  return { scopes, networks: parseCidrs(networks.join(",")), applicationId };
}

/** The live key with this value: not revoked, not expired. */
export async function findApiKey(token: string): Promise<ApiKeyActor | null> {
  if (!canBeApiKey(token)) return null;
  const digest = hash("sha256", token, "hex");
  const { rows } = await pool().query<Row>({
    name: "find-api-key",
    text: `select id, name, organization_id, scopes, networks, application_id from api_key
      where token_hash = decode($1, 'hex') and revoked_at is null and (expires_at is null or expires_at > now())`,
    values: [digest],
  });
  const row = rows[0];
  if (!row) {
    remembered.delete(digest);
    return null;
  }
  const limits = limitsOf(row);
  const actor: ApiKeyActor = {
    kind: "apiKey",
    id: row.id,
    label: row.name,
    organizationId: row.organization_id,
    ...(limits && { limits }),
  };
  if (remembered.size >= REMEMBER_AT_MOST) remembered.clear();
  remembered.set(digest, { actor, untilMs: Date.now() + REMEMBER_MS });
  touch(row.id);
  return actor;
}

/**
 * The same without a query when this process saw the key within a minute. Only for the ingest, whose own statement
 * asks again whether the key is revoked or expired; what it may do never changes.
 */
export async function findApiKeyForIngest(token: string): Promise<ApiKeyActor | null> {
  const known = remembered.get(hash("sha256", token, "hex"));
  if (!known || known.untilMs < Date.now()) return findApiKey(token);
  if (known.actor.id) touch(known.actor.id);
  return known.actor;
}

/** Beside the request, at most once a minute for each process. */
function touch(id: string): void {
  const nowMs = Date.now();
  if (nowMs - (touchedAtMs.get(id) ?? 0) < TOUCH_EVERY_MS) return;
  touchedAtMs.set(id, nowMs);
  pool()
    .query(
      `update api_key set last_used_at = now()
        where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [id],
    )
    .catch((error: unknown) => log.debug("api_key.touch_failed", { error }));
}
