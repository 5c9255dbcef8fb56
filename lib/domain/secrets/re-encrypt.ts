import { CannotUnseal, type SealedRow, seal, sealedNow, unseal } from "@/lib/crypto.ts";
import { db, pool } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { resealCanaryUnscoped } from "@/lib/domain/secrets/canary.ts";
import {
  keyText,
  RE_ENCRYPTED_COLUMNS,
  type ReEncryptedColumn,
  SEALED_PLACES,
  typed,
} from "@/lib/domain/secrets/sealed-columns.ts";
import { keyRing } from "@/lib/key-ring.ts";

/** Values in one statement: a few milliseconds of row locks. */
const BATCH = 200;
/** Processes that still seal with another secret write values while we go through; each round takes those of before. */
const ROUNDS = 5;
const DEADLOCK = "40P01";

/** A value that no secret of the settings opens. */
interface Unreadable {
  column: ReEncryptedColumn;
  id: string;
  problem: string;
}

export interface ReEncrypted {
  changed: number;
  /** Values that could not be opened; they are left as they are. */
  unreadable: Unreadable[];
  /** Values that were sealed with another secret meanwhile: a process does not have the new one in use yet. Counted once all can be opened. */
  left: number;
}

interface Row {
  keys: string[];
  application_id: string | null;
  sealed: string;
}

/**
 * Seals with the secret in use, in the present format, what is not: in small commits, beside running processes. A value
 * that changes meanwhile is left to whoever changed it. It can be ended at any time and begun again: a value tells itself
 * how it is sealed.
 * @param onProgress told after every batch
 */
export async function reEncryptUnscoped(
  ctx: Context,
  { onProgress }: { onProgress: (column: ReEncryptedColumn, changed: number) => void },
): Promise<ReEncrypted> {
  let changed = 0;
  let unreadable: Unreadable[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = changed;
    unreadable = [];
    for (const column of RE_ENCRYPTED_COLUMNS) {
      const done = await reEncryptColumn(column, onProgress);
      changed += done.changed;
      unreadable.push(...done.unreadable);
    }
    if (changed === before) break;
  }
  const left = unreadable.length > 0 ? 0 : await countLeft();
  if (left === 0 && unreadable.length === 0) await resealCanaryUnscoped();
  await withTransaction(ctx, (tx) =>
    recordAudit(ctx, tx, {
      action: "secrets.re_encrypted",
      objectKind: "secret",
      objectId: keyRing()[0].id,
      change: { after: { changed, unreadable: unreadable.length, left } },
    }),
  );
  return { changed, unreadable, left };
}

async function reEncryptColumn(column: ReEncryptedColumn, onProgress: (column: ReEncryptedColumn, n: number) => void) {
  const unreadable: Unreadable[] = [];
  let changed = 0;
  let after: string[] | null = null;
  for (;;) {
    const rows: Row[] = await readBatch(column, after);
    const fresh = rows.flatMap((row) => {
      const place: SealedRow = { id: row.keys.join("/"), applicationId: row.application_id };
      try {
        return [{ keys: row.keys, old: row.sealed, new: seal(column, place, unseal(column, place, row.sealed), "v2") }];
      } catch (error) {
        if (!(error instanceof CannotUnseal)) throw error;
        unreadable.push({ column, id: place.id, problem: error.message });
        return [];
      }
    });
    if (fresh.length > 0) changed += await writeBatch(column, fresh);
    onProgress(column, changed);
    after = rows.at(-1)?.keys ?? null;
    if (rows.length < BATCH || after === null) return { changed, unreadable };
  }
}

function columnsOf(column: ReEncryptedColumn) {
  const [table = "", name = ""] = column.split(".");
  const { key, application } = SEALED_PLACES[column];
  return { table, name, key, application };
}

/** In the order of the key, so that each row is looked at once. */
async function readBatch(column: ReEncryptedColumn, after: string[] | null): Promise<Row[]> {
  const { table, name, key, application } = columnsOf(column);
  const names = key.map(([one]) => `t.${one}`).join(", ");
  const given = key.map(([, type], n) => typed(`$${n + 2}`, type));
  const { rows } = await pool().query<Row>(
    `select array[${key.map(([one, type]) => keyText(one, type)).join(", ")}] as keys, ${application} as application_id,
      t.${name} as sealed
    from ${table} t
    where t.${name} is not null and t.${name} not like $1 ${after ? `and (${names}) > (${given.join(", ")})` : ""}
    order by ${names} limit ${BATCH}`,
    [`${sealedNow()}%`, ...(after ?? [])],
  );
  return rows;
}

/** Still the value that was read: of two writers the other one wins. @returns how many were changed */
async function writeBatch(
  column: ReEncryptedColumn,
  values: { keys: string[]; old: string; new: string }[],
  triesLeft = 3,
): Promise<number> {
  const { table, name, key } = columnsOf(column);
  const same = key.map(([one, type], n) => `t.${one} = ${typed(`(given.keys ->> ${n})`, type)}`);
  try {
    const { rowCount } = await pool().query(
      `update ${table} t set ${name} = given.new
      from jsonb_to_recordset($1::jsonb) as given(keys jsonb, old text, new text)
      where ${same.join(" and ")} and t.${name} = given.old`,
      [JSON.stringify(values)],
    );
    return rowCount ?? 0;
  } catch (error) {
    // Somebody else locks several of these rows in another order.
    if ((error as { code?: string }).code !== DEADLOCK || triesLeft === 0) throw error;
    return writeBatch(column, values, triesLeft - 1);
  }
}

async function countLeft(): Promise<number> {
  let count = 0;
  for (const column of RE_ENCRYPTED_COLUMNS) {
    const { table, name } = columnsOf(column);
    const [row] = await db().$queryRawUnsafe<{ count: number }[]>(
      `select count(*)::integer as count from ${table} where ${name} is not null and split_part(${name}, ':', 2) <> $1`,
      keyRing()[0].id,
    );
    count += row?.count ?? 0;
  }
  return count;
}
