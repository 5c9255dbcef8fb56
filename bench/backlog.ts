import { fillDue, fillScheduled } from "@/bench/fill.ts";
import type { Options, Row } from "@/bench/row.ts";
import type { Stack } from "@/bench/stack.ts";
import { median, rateBetween } from "@/bench/statistics.ts";
import { workOffAlone } from "@/bench/work-off.ts";

const DUE = 40_000;
const SCHEDULED = 1_000_000;
const ENDPOINTS = 1_000;
const BUSY_ENDPOINTS = 10;

/** E1: what waits for its time must not slow down what is due. The busy endpoints have their share of what waits. */
export async function backlog(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const scheduled = quick ? SCHEDULED / 10 : SCHEDULED;
  const urls = Array.from({ length: ENDPOINTS }, (_, i) => `${stack.receivers[i % 2]?.url}/backlog`);
  const { applicationId, endpointIds } = await stack.makeApplication(urls);
  const drain = async () => {
    const endpoints = endpointIds.slice(0, BUSY_ENDPOINTS);
    await fillDue(stack, { applicationId, endpointIds: endpoints, count: DUE });
    const worked = await workOffAlone(stack, { applicationId, count: DUE });
    return { rate: rateBetween(worked.stamps, 0.1, 1), serverUs: worked.serverUs };
  };
  await drain();
  const empties: { rate: number; serverUs: number }[] = [];
  const fulls: { rate: number; serverUs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    await stack.pool.query("truncate delivery_pending");
    empties.push(await drain());
    await fillScheduled(stack, { applicationId, endpointIds, count: scheduled });
    fulls.push(await drain());
  }
  const ratio = median(fulls.map(({ rate }, i) => (empties[i]?.rate ?? 0) / rate));
  const inWords = ({ rate, serverUs }: { rate: number; serverUs: number }) =>
    `${Math.round(rate)}/s (${Math.round(serverUs)} µs of PostgreSQL each)`;
  return [
    {
      id: "E1",
      what: `time to work off ${DUE.toLocaleString("en")} due deliveries with ${scheduled.toLocaleString("en")} scheduled ones waiting, over an empty table`,
      target: "≤ 1.5",
      value: ratio.toFixed(2),
      met: ratio <= 1.5,
      reference: `empty ${empties.map(inWords).join(", ")}`,
      detail: fulls.map(inWords).join(", "),
    },
  ];
}
