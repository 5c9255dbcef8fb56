import { fillDue } from "@/bench/fill.ts";
import type { Options, Row } from "@/bench/row.ts";
import type { Stack } from "@/bench/stack.ts";
import { median, rateBetween } from "@/bench/statistics.ts";
import { workOffAlone } from "@/bench/work-off.ts";

const ENDPOINTS = 10;
/** More than can be tried meanwhile. */
const HOSTILE_DUE = 5_000;

const HONEST = "function handler(webhook) { webhook.payload.seen = webhook.eventType; return webhook; }";
/** Some milliseconds of work and nothing sent: about what a run may take without paying twice. */
const BUSY = "function handler(webhook) { for (let i = 0; i < 100000; i++); webhook.cancel = true; return webhook; }";
const HOSTILE = {
  "endless loops": "function handler() { for (;;); }",
  "endless loops that nothing within the sandbox ends":
    "function handler() { const a = new Uint8Array(3e7); for (;;) a.indexOf(2); }",
  "runs that are just quick enough not to pay twice": BUSY,
};

/** An application whose endpoints all have this transformation, or none. */
async function anApplication(stack: Stack, code: string | null) {
  const urls = Array.from({ length: ENDPOINTS }, (_, i) => `${stack.receivers[i % 2]?.url}/transformations`);
  const made = await stack.makeApplication(urls);
  if (code === null) return made;
  await stack.pool.query(
    "insert into endpoint_transformation (endpoint_id, version, enabled, code) select unnest($1::uuid[]), 1, true, $2",
    [made.endpointIds, code],
  );
  return made;
}

/** E6, E7: what customers' code does to the deliveries of another customer. */
export async function transformations(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const hostile = Object.entries(HOSTILE);
  const rows: Row[] = [];
  // So many that the start of a worker's first threads, which compile QuickJS, is a small part of it.
  for (const { id, name, code, due } of [
    { id: "E6", name: "plain deliveries", code: null, due: quick ? 10_000 : 150_000 },
    { id: "E7", name: "transformed deliveries", code: HONEST, due: quick ? 400 : 2_000 },
  ]) {
    const victim = await anApplication(stack, code);
    const drain = async (attack: string | null) => {
      await stack.pool.query("truncate delivery_pending");
      if (attack !== null) {
        const attacker = await anApplication(stack, attack);
        await fillDue(stack, { ...attacker, count: HOSTILE_DUE });
      }
      await fillDue(stack, { ...victim, count: due });
      return rateBetween((await workOffAlone(stack, { ...victim, count: due })).stamps, 0.1, 1);
    };
    await drain(null);
    for (const [n, [what, attack]] of hostile.entries()) {
      const calm: number[] = [];
      const rates: number[] = [];
      // In turns: tables grow, and the machine is not the same from minute to minute.
      for (let round = 0; round < rounds; round++) {
        calm.push(await drain(null));
        rates.push(await drain(attack));
      }
      const ratio = median(rates.map((rate, round) => (calm[round] ?? 0) / rate));
      rows.push({
        id: `${id}${"abc"[n]}`,
        what: `time that ${name} of one application take beside ${what} of another's transformations, over without`,
        target: "≤ 1.1",
        value: ratio.toFixed(2),
        met: ratio <= 1.1,
        reference: `without ${calm.map((rate) => `${Math.round(rate)}/s`).join(", ")}`,
        detail: rates.map((rate) => `${Math.round(rate)}/s`).join(", "),
      });
    }
  }
  return rows;
}
