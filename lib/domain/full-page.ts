import type { Page } from "@/lib/contract/common.ts";

const MAX_READS = 20;
/** With the read that is begun before it a page takes a quarter of a second at most, where a read takes tens of milliseconds. */
const ENOUGH_MS = 200;

/**
 * A page with as many rows as were asked for, in either direction: one read may end early, when it has looked through
 * enough rows that do not match. What is still short after 20 reads, or 200 ms, is answered, with the way to go on.
 */
export async function readFullPage<Row, P extends Page<Row>>(
  read: (next: { limit: number; iterator: string | undefined }) => Promise<P>,
  start: { limit: number; iterator: string | undefined },
): Promise<P> {
  const enoughAt = performance.now() + ENOUGH_MS;
  const isBackward = start.iterator?.startsWith("-") ?? false;
  const first = await read(start);
  let page = first;
  const isShort = () => !page.done && page.data.length < start.limit;
  for (let reads = 1; reads < MAX_READS && isShort() && performance.now() < enoughAt; reads++) {
    const limit = start.limit - page.data.length;
    const next = await read({ limit, iterator: (isBackward ? page.prevIterator : page.iterator) ?? undefined });
    page = isBackward
      ? { ...next, data: [...next.data, ...page.data], iterator: first.iterator }
      : { ...next, data: [...page.data, ...next.data], prevIterator: first.prevIterator };
  }
  return page;
}
