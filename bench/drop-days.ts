// Maintenance as the hourly job runs it, once for each number of days to keep in {"keep": [29, 28], "pauseMs": 1000}.
// Writes [{"ms": 812, "dropped": 3}, …] as JSON.
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/db.ts";
import { endLogs } from "@/lib/domain/maintenance/logs.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

const { keep, pauseMs } = JSON.parse(process.argv[2] ?? "{}") as { keep: number[]; pauseMs: number };
const client = await pool().connect();
const drops: { ms: number; dropped: number }[] = [];
for (const days of keep) {
  await sleep(pauseMs);
  const startMs = performance.now();
  const { dropped } = await endLogs((text, values) => client.query(text, values), { ...settings(), messageDays: days });
  drops.push({ ms: performance.now() - startMs, dropped: dropped.length });
}
client.release();
process.stdout.write(JSON.stringify(drops));
await pool().end();
