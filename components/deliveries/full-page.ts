import type { DeliveryListOut } from "@/lib/contract/delivery.ts";

const MAX_READS = 20;

/**
 * A page with as many rows as were asked for: the API answers a short one when it has looked through enough deliveries that
 * do not match. What is still short after 20 answers is shown, and the reader decides about the rest.
 */
export async function readFullPage(
  read: (next: { limit: number; iterator: string | null }) => Promise<DeliveryListOut>,
  start: { limit: number; iterator: string | null },
): Promise<DeliveryListOut> {
  const first = await read(start);
  const data = [...first.data];
  let last = first;
  for (let reads = 1; reads < MAX_READS && !last.done && data.length < start.limit; reads++) {
    last = await read({ limit: start.limit - data.length, iterator: last.iterator });
    data.push(...last.data);
  }
  return { ...last, data, prevIterator: first.prevIterator, searchedSince: first.searchedSince };
}
