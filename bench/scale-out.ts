import { fillDue } from "@/bench/fill.ts";
import type { StartedProcess } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { resetAll, type Stack } from "@/bench/stack.ts";
import { median, steadyRate } from "@/bench/statistics.ts";
import { type WorkedOff, workOff } from "@/bench/work-off.ts";

const DELIVERIES = 120_000;
/** For each process, before the part that counts. */
const WARM_DELIVERIES = 20_000;
const ENDPOINTS = 100;
const PROCESSES = [1, 2, 4];

/** E3: more worker processes must share the work, not fight over it. */
export async function scaleOut(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const count = quick ? DELIVERIES / 4 : DELIVERIES;
  const urls = Array.from({ length: ENDPOINTS }, (_, i) => `${stack.receivers[i % 2]?.url}/scale`);
  const application = await stack.makeApplication(urls);

  const measure = async (processes: number): Promise<WorkedOff> => {
    const workers: StartedProcess[] = [];
    for (let i = 0; i < processes; i++) workers.push(await stack.startWorker());
    const work = async (deliveries: number) => {
      await resetAll(stack.receivers);
      const begin = async () => {
        await fillDue(stack, { ...application, count: deliveries });
        return workers;
      };
      return workOff(stack, { applicationId: application.applicationId, count: deliveries, begin });
    };
    await work(WARM_DELIVERIES * processes);
    const worked = await work(count);
    await Promise.all(workers.map((worker) => worker.stop()));
    return worked;
  };

  const seen = new Map<number, WorkedOff[]>(PROCESSES.map((processes) => [processes, []]));
  for (let round = 0; round < rounds; round++) {
    for (const processes of PROCESSES) seen.get(processes)?.push(await measure(processes));
  }
  const cpuOf = (processes: number) => median((seen.get(processes) ?? []).map((worked) => worked.workerUs));
  const inWords = (processes: number) => {
    const runs = seen.get(processes) ?? [];
    const rate = Math.round(median(runs.map((worked) => steadyRate(worked.stamps))));
    const serverUs = Math.round(median(runs.map((worked) => worked.serverUs)));
    return `${processes}: ${rate}/s, worker ${Math.round(cpuOf(processes))} µs, PostgreSQL ${serverUs} µs`;
  };
  const ratios = PROCESSES.slice(1).map((processes) => cpuOf(processes) / cpuOf(1));
  return [
    {
      id: "E3",
      what: "CPU per delivery of 2 and 4 worker processes together, over that of one",
      target: "≤ 1.15",
      value: ratios.map((ratio) => ratio.toFixed(2)).join(" and "),
      met: ratios.every((ratio) => ratio <= 1.15),
      reference: inWords(1),
      detail: `${PROCESSES.slice(1).map(inWords).join("; ")}; rates are bounded by the cores of this machine`,
    },
  ];
}
