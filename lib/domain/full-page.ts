import type { Page } from "@/lib/contract/common.ts";

const MAX_READS = 20;
/** A read that would end behind this, taking as long as the last one did, is not begun. */
const ENOUGH_MS = 150;

/**
 * A page with as many rows as were asked for, in either direction: one read may end early, when it has looked through
 * enough rows that do not match. What is still short after 20 reads, or 150 ms, is answered, with the way to go on.
 */
export async function readFullPage<Row, P extends Page<Row>>(
  read: (next: { limit: number; iterator: string | undefined }) => Promise<P>,
  start: { limit: number; iterator: string | undefined },
  maxReads = MAX_READS,
): Promise<P> {
  const beganAt = performance.now();
  let lastTookMs = 0;
  const timed = async (next: typeof start): Promise<P> => {
    const readAt = performance.now();
    const answer = await read(next);
    lastTookMs = performance.now() - readAt;
    return answer;
  };
  const hasTime = () => performance.now() - beganAt + lastTookMs < ENOUGH_MS;
  const isBackward = start.iterator?.startsWith("-") ?? false;
  const first = await timed(start);
  let page = first;
  const isShort = () => !page.done && page.data.length < start.limit;
  for (let reads = 1; reads < maxReads && isShort() && hasTime(); reads++) {
    const limit = start.limit - page.data.length;
    const next = await timed({ limit, iterator: (isBackward ? page.prevIterator : page.iterator) ?? undefined });
    page = isBackward
      ? { ...next, data: [...next.data, ...page.data], iterator: first.iterator }
      : { ...next, data: [...page.data, ...next.data], prevIterator: first.prevIterator };
  }
  return page;
}
