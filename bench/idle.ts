import { setTimeout as sleep } from "node:timers/promises";
import { cpuMsOf, cpuMsOfServer } from "@/bench/cpu.ts";
import type { Options, Row } from "@/bench/row.ts";
import type { Stack } from "@/bench/stack.ts";

/** Until everything that runs now and then has run for the first time. */
const SETTLE_MS = 30_000;
const MEASURED_MS = 60_000;
const MOST_PER_CENT = 10;

/** E16: what an installation costs that has nothing to do, which most of them have most of the time. Once. */
export async function idle(stack: Stack, { quick }: Options): Promise<Row[]> {
  const web = await stack.startWeb();
  const worker = await stack.startWorker();
  const ms = quick ? 5_000 : MEASURED_MS;
  await sleep(quick ? 0 : SETTLE_MS);
  const read = async () => [cpuMsOf(web.pid), cpuMsOf(worker.pid), await cpuMsOfServer(stack.pool)];
  const before = await read();
  await sleep(ms);
  const [ofWeb = 0, ofWorker = 0, ofPostgres = 0] = (await read()).map(
    (now, i) => (now - (before[i] ?? 0)) / (ms / 100),
  );
  await worker.stop();
  await web.stop();
  const sum = ofWeb + ofWorker + ofPostgres;
  return [
    {
      id: "E16",
      what: "processor time of web, worker and PostgreSQL with nothing to do",
      target: `≤ ${MOST_PER_CENT} % of a core`,
      value: `${sum.toFixed(1)} %`,
      met: sum <= MOST_PER_CENT,
      reference: `${ms / 1000} s`,
      detail: `web ${ofWeb.toFixed(1)} %, worker ${ofWorker.toFixed(1)} %, PostgreSQL ${ofPostgres.toFixed(1)} %; once`,
    },
  ];
}
