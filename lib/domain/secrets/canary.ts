import { CannotUnseal, type SealFormat, seal, sealedNow, setSealFormat, unseal } from "@/lib/crypto.ts";
import { pool } from "@/lib/db.ts";
import { RE_ENCRYPTED_COLUMNS } from "@/lib/domain/secrets/sealed-columns.ts";
import { keyRing } from "@/lib/key-ring.ts";

const COLUMN = "secret_canary.sealed";
const ROW = { id: "canary", applicationId: null };
const TEXT = "Sealed with the secret of this installation.";

/** The settings give a secret with which this database was not sealed. Says what to do. */
export class WrongSecret extends Error {}

//  new database ─────────────────────────► v2
//  made by a release that reads v1 only ─► v1 ── npm run re-encrypt ─► v2, from each process's next start on

/**
 * Makes sure that the secrets of the settings open what is in the database, before anything is read or written with them.
 * The first process of a new database leaves what later ones are measured by, and the format that all of them write.
 * @throws WrongSecret
 */
export async function requireRightSecretUnscoped(): Promise<void> {
  const { rows } = await pool().query<{ sealed: string }>("select sealed from secret_canary");
  const sealed = rows[0]?.sealed;
  if (sealed !== undefined) {
    requireOpens(sealed);
    return setSealFormat(sealed.startsWith("v1:") ? "v1" : "v2");
  }
  await requireKnownKeys();
  await pool().query("insert into secret_canary (sealed) values ($1) on conflict do nothing", [
    seal(COLUMN, ROW, TEXT, await firstFormat()),
  ]);
  // What is there now counts: another process was first, perhaps with another secret.
  await requireRightSecretUnscoped();
}

/** Whatever has been started once has a key or an account. */
async function firstFormat(): Promise<SealFormat> {
  const { rows } = await pool().query<{ used: boolean }>(
    "select exists (select from api_key) or exists (select from staff) as used",
  );
  return rows[0]?.used ? "v1" : "v2";
}

/** Seals it with the secret in use; what only has an old one does not start from now on. */
export async function resealCanaryUnscoped(): Promise<void> {
  await pool().query("update secret_canary set sealed = $1 where sealed not like $2", [
    seal(COLUMN, ROW, TEXT, "v2"),
    `${sealedNow()}%`,
  ]);
}

function requireOpens(sealed: string): void {
  try {
    if (unseal(COLUMN, ROW, sealed) === TEXT) return;
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
  }
  throw wrong(sealed.split(":")[1] ?? "");
}

/** A database that is older than the canary: one value of each column is enough to tell another secret. */
async function requireKnownKeys(): Promise<void> {
  const known = keyRing().map(({ id }) => id);
  for (const column of RE_ENCRYPTED_COLUMNS) {
    const [table, name] = column.split(".");
    const { rows } = await pool().query<{ id: string }>(
      `select split_part(${name}, ':', 2) as id from ${table} where ${name} is not null limit 1`,
    );
    const id = rows[0]?.id;
    if (id !== undefined && !known.includes(id)) throw wrong(id);
  }
}

function wrong(keyId: string): WrongSecret {
  const known = keyRing().map(({ id }) => id);
  return new WrongSecret(
    `POSTHORN_SECRET: this database is encrypted with another secret (key ${keyId}; the settings give ${known.join(", ")}). ` +
      "Set the secret that was used before; while changing it, name both: see docs/secrets.md. Nothing was started.",
  );
}
