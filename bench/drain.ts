import { fillDue } from "@/bench/fill.ts";
import type { Options, Row } from "@/bench/row.ts";
import type { Stack } from "@/bench/stack.ts";
import { rateBetween } from "@/bench/statistics.ts";
import { workOffAlone } from "@/bench/work-off.ts";

const DELIVERIES = 1_000_000;
const ENDPOINTS = 1_000;
/** The compiler warms up and a thousand endpoints become proven. */
const WARM_SHARE = 0.05;

/** E2: a backlog must not become slower to work off the longer it takes. Once: it takes minutes. */
export async function drain(stack: Stack, { quick }: Options): Promise<Row[]> {
  const count = quick ? DELIVERIES / 10 : DELIVERIES;
  const urls = Array.from({ length: ENDPOINTS }, (_, i) => `${stack.receivers[i % 2]?.url}/drain`);
  const application = await stack.makeApplication(urls);
  await fillDue(stack, { ...application, count });
  const { stamps, serverUs, workerUs } = await workOffAlone(stack, {
    applicationId: application.applicationId,
    count,
    limitMs: 900_000,
  });
  const first = rateBetween(stamps, WARM_SHARE, WARM_SHARE + 0.1);
  const last = rateBetween(stamps, 0.9, 1);
  const tenths = Array.from({ length: 10 }, (_, i) => Math.round(rateBetween(stamps, i / 10, (i + 1) / 10)));
  return [
    {
      id: "E2",
      what: `${count.toLocaleString("en")} due deliveries to ${ENDPOINTS.toLocaleString("en")} endpoints: rate of the last tenth over the first one after warm-up`,
      target: "≥ 0.9",
      value: (last / first).toFixed(2),
      met: last / first >= 0.9,
      reference: `first ${Math.round(first)}/s (from ${WARM_SHARE * 100} % on)`,
      detail: `by tenths ${tenths.join(", ")}/s; PostgreSQL ${Math.round(serverUs)} µs, worker ${Math.round(workerUs)} µs for each; once`,
    },
  ];
}
