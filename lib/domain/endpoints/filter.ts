import { type Endpoint, Prisma } from "@/generated/prisma/client.ts";
import type { Filter } from "@/lib/contract/filter.ts";
import type { Tx } from "@/lib/db.ts";

/** For the column, which tells no filter from the JSON `null`. */
export function storedFilter(filter: Filter | null) {
  return filter === null ? Prisma.DbNull : (filter as Prisma.InputJsonObject);
}

/**
 * Follows a change of an endpoint's filter: messages that were judged by the filters as they were until now are judged
 * anew. The caller holds the application, so that stamps come in the order of commits.
 */
export async function keepFilter(tx: Tx, { id, applicationId, filter }: Endpoint): Promise<void> {
  const stamp = await stampFilters(tx, applicationId);
  await tx.endpointFilter.create({
    data: { endpointId: id, stamp, filter: storedFilter(filter as Filter | null) },
  });
}

/** Gives the application's filters, as they are in this transaction, the next stamp. */
export async function stampFilters(tx: Tx, applicationId: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ filter_stamp: bigint | number }[]>`
    update application set filter_stamp = nextval('filter_stamp_seq') where id = ${applicationId}::uuid returning filter_stamp`;
  if (!row) throw new Error("An endpoint of no application was written.");
  return BigInt(row.filter_stamp);
}
