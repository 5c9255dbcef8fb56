import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { log } from "@/lib/log.ts";

/** Proxies close what is silent for about a minute; a comment is no event (HTML standard, server-sent events). */
export const HEARTBEAT_MS = 15_000;
export const HEARTBEAT = ": still here\n\n";

/** Writes the chunks as fast as the reader takes them, and ends with the source or with the reader. */
export async function writeStream(response: ServerResponse, chunks: AsyncIterable<string>): Promise<void> {
  const beat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(HEARTBEAT);
  }, HEARTBEAT_MS);
  const gone = once(response, "close");
  response.flushHeaders();
  const source = chunks[Symbol.asyncIterator]();
  try {
    while (!response.destroyed) {
      const next = await Promise.race([source.next(), gone]);
      if (Array.isArray(next) || next.done) break;
      if (!response.write(next.value)) await Promise.race([once(response, "drain"), gone]);
    }
  } catch (error) {
    // The status has gone out: what is left is to end, so that the reader connects again.
    if (!response.destroyed) log.error("http.stream_failed", { error });
  } finally {
    clearInterval(beat);
    response.end();
    await source.return?.();
  }
}
