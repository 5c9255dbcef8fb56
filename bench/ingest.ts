import { runLoader, startServer } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, type Stack } from "@/bench/stack.ts";
import { median } from "@/bench/statistics.ts";

const MS = 5_000;
const WARM_MS = 4_000;

interface Seen {
  rate: number;
  failed: number;
}

/** P7: accepted messages a second, one web process, against a bare node:http server that parses and answers. */
export async function ingest(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const { uid } = await stack.makeApplication([`${stack.receivers[0]?.url}/ingest`]);
  const bare = await startServer("bench/bare-server.ts");
  const web = await stack.startWeb();
  const run = (url: string, ms: number) =>
    runLoader<Seen>({
      kind: "closed",
      urls: [url],
      ms: quick ? ms / 4 : ms,
      concurrency: 100,
      headers: { authorization: `Bearer ${API_KEY}` },
      bytes: 950,
      wrap: true,
    });
  const api = `${web.url}/api/v1/app/${uid}/msg?with_content=false`;
  await run(api, WARM_MS);
  await run(bare.url, WARM_MS);
  const ratios: number[] = [];
  const mines: number[] = [];
  const bares: number[] = [];
  let failed = 0;
  for (let round = 0; round < rounds; round++) {
    const before = await run(bare.url, MS);
    const mine = await run(api, MS);
    const after = await run(bare.url, MS);
    const reference = (before.rate + after.rate) / 2;
    ratios.push(mine.rate / reference);
    failed += mine.failed;
    mines.push(mine.rate);
    bares.push(reference);
    await stack.pool.query("truncate delivery_pending");
  }
  await Promise.all([web.stop(), bare.stop()]);
  const value = median(ratios);
  const perSecond = (rates: number[]) => rates.map((rate) => `${Math.round(rate)}/s`).join(", ");
  return [
    {
      id: "P7",
      what: `ingest: messages/s of one web process, over a bare node:http POST${failed ? `, ${failed} FAILED` : ""}`,
      target: "≥ 0.40",
      value: value.toFixed(2),
      met: failed === 0 && value >= 0.4,
      reference: `bare ${perSecond(bares)}`,
      detail: perSecond(mines),
    },
  ];
}
