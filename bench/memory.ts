import { readFileSync } from "node:fs";
import { fillDue } from "@/bench/fill.ts";
import { runLoader } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, type Stack } from "@/bench/stack.ts";
import { slopeOf, steadyRate } from "@/bench/statistics.ts";
import { workOffAlone } from "@/bench/work-off.ts";

const ENDPOINTS = 10;
const DELIVERIES = 60_000;
const MINUTES = 10;
const SAMPLE_MS = 1_000;
/** Below this a day adds less than the garbage collector moves in a second; a leak of a few bytes a delivery is above it. */
const FLAT_MB_PER_MINUTE = 0.5;

/** Resident memory in MB; only where /proc tells. */
function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

/** E5: the worker's memory over a long run at half of what it can do. Once: it takes minutes. */
export async function memory(stack: Stack, { quick }: Options): Promise<Row[]> {
  const minutes = quick ? 1 : MINUTES;
  // Receivers only count these: else they would be what grows.
  const urls = Array.from({ length: ENDPOINTS }, (_, i) => `${stack.receivers[i % 2]?.url}`);
  const filled = await stack.makeApplication(urls.map((url) => `${url}/drain`));
  await fillDue(stack, { ...filled, count: DELIVERIES });
  const most = steadyRate((await workOffAlone(stack, { ...filled, count: DELIVERIES })).stamps);
  const rate = Math.floor(most / 2);

  const uids: string[] = [];
  for (const url of urls) uids.push((await stack.makeApplication([`${url}/quiet`])).uid);
  const web = await stack.startWeb();
  const worker = await stack.startWorker();
  const startMs = performance.now();
  const points: { x: number; y: number }[] = [];
  const sampler = setInterval(() => {
    points.push({ x: (performance.now() - startMs) / 60_000, y: residentMb(worker.pid) });
  }, SAMPLE_MS);
  const seen = await runLoader<{ sent: number; failed: number }>({
    kind: "open",
    urls: uids.map((uid) => `${web.url}/api/v1/app/${uid}/msg?with_content=false`),
    ms: minutes * 60_000,
    rate,
    headers: { authorization: `Bearer ${API_KEY}` },
    bytes: 950,
    wrap: true,
    concurrency: 256,
  });
  clearInterval(sampler);
  const { rows } = await stack.pool.query<{ n: number }>("select count(*)::int as n from delivery_pending");
  await worker.stop();
  await web.stop();

  const { slope, error } = slopeOf(points.filter(({ x }) => x > minutes / 2));
  const levels = Array.from({ length: 5 }, (_, i) => points[Math.floor(((points.length - 1) * i) / 4)]?.y ?? 0);
  return [
    {
      id: "E5",
      what: `worker memory over ${minutes} min at half of the maximum (${rate}/s)`,
      target: `flat: slope ≤ ${FLAT_MB_PER_MINUTE} MB/min`,
      value: `${slope.toFixed(2)} MB/min`,
      met: slope <= FLAT_MB_PER_MINUTE,
      reference: `maximum ${Math.round(most)}/s`,
      detail: `standard error ${error.toFixed(2)}; resident ${levels.map((level) => Math.round(level)).join(", ")} MB at start, quarters and end; ${seen.sent.toLocaleString("en")} messages, ${seen.failed} failed, ${rows[0]?.n ?? 0} left pending; once`,
    },
  ];
}
