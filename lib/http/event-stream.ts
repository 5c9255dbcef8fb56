import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { log } from "@/lib/log.ts";

/** Proxies close what is silent for about a minute; a comment is no event (HTML standard, server-sent events). */
export const HEARTBEAT_MS = 15_000;
export const HEARTBEAT = ": still here\n\n";

/** Whether a stream is one of events. A file has no place for comments, and one that breaks off must not look whole. */
export function isOfEvents(headers: Record<string, string | string[]>): boolean {
  return String(headers["content-type"] ?? "").startsWith("text/event-stream");
}

/** Writes the chunks as fast as the reader takes them, and ends with the source or with the reader. */
export async function writeStream(
  response: ServerResponse,
  chunks: AsyncIterable<string>,
  kind: "events" | "file",
): Promise<void> {
  const beat =
    kind === "events"
      ? setInterval(() => {
          if (!response.writableNeedDrain) response.write(HEARTBEAT);
        }, HEARTBEAT_MS)
      : undefined;
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
    // The status has gone out: what is left is to end, so that the reader connects again, or learns that the file is not whole.
    if (!response.destroyed) log.error("http.stream_failed", { error });
    if (kind === "file") response.destroy();
  } finally {
    clearInterval(beat);
    response.end();
    await source.return?.();
  }
}
