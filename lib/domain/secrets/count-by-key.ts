import type pg from "pg";
import { pool } from "@/lib/db.ts";
import { RE_ENCRYPTED_COLUMNS, type ReEncryptedColumn } from "@/lib/domain/secrets/sealed-columns.ts";

export interface SealedCount {
  column: ReEncryptedColumn | "secret_canary.sealed";
  /** Of the secret: see RingKey. */
  keyId: string;
  /** v1 or v2. */
  format: string;
  count: number;
}

/** How many values each secret has sealed, in every column; nothing is opened. */
export async function countByKeyUnscoped(client: Pick<pg.Pool, "query"> = pool()): Promise<SealedCount[]> {
  const counts: SealedCount[] = [];
  for (const column of [...RE_ENCRYPTED_COLUMNS, "secret_canary.sealed" as const]) {
    const [table, name] = column.split(".");
    const { rows } = await client.query<Omit<SealedCount, "column">>(
      `select split_part(${name}, ':', 2) as "keyId", split_part(${name}, ':', 1) as format, count(*)::integer as count
      from ${table} where ${name} is not null group by 1, 2 order by 1, 2`,
    );
    counts.push(...rows.map((row) => ({ column, ...row })));
  }
  return counts;
}
