import type { Tx } from "@/lib/db.ts";

/** Runs a statement that is put together from parts; none of its parts is a value. */
export function ask<R>(tx: Tx, sql: string, values: unknown[] = []): Promise<R[]> {
  return tx.$queryRawUnsafe<R[]>(sql, ...values);
}
