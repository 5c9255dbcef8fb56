import { pool } from "@/lib/db.ts";
import { createRequestBuffer, type LoggedRequest } from "@/lib/domain/request-log/buffer.ts";
import { log } from "@/lib/log.ts";

const WRITE_AFTER_MS = 1_000;

const buffer = createRequestBuffer();
let timer: NodeJS.Timeout | undefined;
let isWriting = false;

const WRITE = `insert into api_request
select r.* from jsonb_populate_recordset(null::api_request, $1::jsonb) r on conflict do nothing`;

/**
 * Keeps a request for the log, without waiting for anything: it is written with others within a second.
 * @param name of the key, for its share of the log
 * @param describe put together only when it is kept
 */
export function keepRequest(
  name: string,
  outcome: "succeeded" | "failed",
  describe: () => Omit<LoggedRequest, "left_out">,
): void {
  const leftOut = buffer.admit(name, outcome, performance.now());
  if (leftOut === null) return;
  buffer.add({ ...describe(), left_out: leftOut });
  writeLater();
}

function writeLater(): void {
  if (isWriting) return;
  timer ??= setTimeout(() => void write(), WRITE_AFTER_MS).unref();
}

/** One batch at a time, on one connection. What cannot be written is dropped: the log is not worth a request. */
async function write(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const requests = buffer.take();
  if (requests.length === 0) return;
  isWriting = true;
  try {
    await pool().query(WRITE, [JSON.stringify(requests)]);
  } catch (error) {
    log.warn("request_log_dropped", { requests: requests.length, error });
  } finally {
    isWriting = false;
    if (buffer.size() > 0) writeLater();
  }
}

/** Writes what waits, for tests and for a process that ends. */
export async function writeRequestLog(): Promise<void> {
  if (!isWriting) await write();
}
