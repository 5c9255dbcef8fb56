import { runLoader, startServer } from "@/bench/processes.ts";
import { API_KEY, type Stack } from "@/bench/stack.ts";
import { median, type Row } from "@/bench/statistics.ts";

const MS = 5_000;
const WARM_MS = 4_000;

interface Seen {
  rate: number;
  failed: number;
}

/** P7: accepted messages a second, one web process, against a bare node:http server that parses and answers. */
export async function ingest(stack: Stack, rounds: number): Promise<Row[]> {
  const { uid } = await stack.makeApplication([`${stack.receivers[0]?.url}/ingest`]);
  const bare = await startServer("bench/bare-server.ts");
  const web = await stack.startWeb();
  const run = (url: string, ms: number) =>
    runLoader<Seen>({
      kind: "closed",
      urls: [url],
      ms,
      concurrency: 100,
      headers: { authorization: `Bearer ${API_KEY}` },
      bytes: 950,
      wrap: true,
    });
  const api = `${web.url}/api/v1/app/${uid}/msg?with_content=false`;
  await run(api, WARM_MS);
  await run(bare.url, WARM_MS);
  const ratios: number[] = [];
  const details: string[] = [];
  let failed = 0;
  for (let round = 0; round < rounds; round++) {
    const before = await run(bare.url, MS);
    const mine = await run(api, MS);
    const after = await run(bare.url, MS);
    const reference = (before.rate + after.rate) / 2;
    ratios.push(mine.rate / reference);
    failed += mine.failed;
    details.push(`${Math.round(mine.rate)}/s of bare ${Math.round(reference)}/s`);
    await stack.pool.query("truncate delivery_pending");
  }
  await Promise.all([web.stop(), bare.stop()]);
  const value = median(ratios);
  return [
    {
      id: "P7",
      what: `ingest: messages/s over a bare node:http POST${failed ? `, ${failed} FAILED` : ""}`,
      target: "≥ 0.40",
      value: value.toFixed(2),
      met: failed === 0 && value >= 0.4,
      detail: details.join("; "),
    },
  ];
}
