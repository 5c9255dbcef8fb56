// Maintenance once, as the hourly job runs it, in a process that keeps POSTHORN_RETENTION_DAYS days.
// Writes {"ms": 812, "dropped": 3} as JSON.
import { pool } from "@/lib/db.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";

const startMs = performance.now();
const { dropped } = await maintainPartitions();
process.stdout.write(JSON.stringify({ ms: performance.now() - startMs, dropped: dropped.length }));
await pool().end();
