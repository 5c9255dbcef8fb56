import { readExplorer, rowsOf } from "@/bench/explorer-reads.ts";
import { seedExplorer } from "@/bench/explorer-seed.ts";
import type { Options, Row } from "@/bench/row.ts";
import type { Stack } from "@/bench/stack.ts";
import { causeCode } from "@/lib/webhook/cause.ts";

const DELIVERIES = 1_000_000;

/** E8 to E10: what the explorer asks for while somebody waits, over HTTP, in an application of a million deliveries. */
export async function explorer(stack: Stack, { quick }: Options): Promise<Row[]> {
  const deliveries = Number(process.env.BENCH_DELIVERIES) || (quick ? 100_000 : DELIVERIES);
  const seeded = await seedExplorer(stack, deliveries, causeCode("timeout"));
  const web = await stack.startWeb();
  const reads = await readExplorer(stack, web, seeded);
  await web.stop();
  return rowsOf(reads, ["E8", "E9", "E10"], `over ${deliveries.toLocaleString("en")} deliveries of one application`);
}
