import { z } from "zod";
import { BackgroundTaskOut } from "./background-task.ts";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const PoolOut = z.object({
  busy: z.number().describe("Connections in use."),
  open: z.number().describe("Connections that are open."),
  waiting: z.number().describe("Statements that wait for a connection."),
  most: z.number().describe("Connections that there may be."),
});
export type PoolOut = z.infer<typeof PoolOut>;

export const WorkerOut = z.object({
  id: z.string().describe("As in the log, `workerId`. A process that starts again has another."),
  host: z.string().describe("Name of the machine or container that it runs in."),
  pid: z.number().describe("Number of its process there."),
  version: z.string().describe("Version of Posthorn that it runs."),
  state: z
    .enum(["working", "draining", "drained", "resuming", "silent"])
    .describe("`draining` ends what is in flight; `silent` has not been heard of for 15 seconds."),
  startedAt: Timestamp,
  seenAt: Timestamp.describe("Its last heartbeat; there is one every five seconds."),
  inFlight: z.number().describe("Requests under way, as of its last heartbeat."),
  pool: PoolOut.nullable().describe("Its connections to the database, as of its last heartbeat."),
  drainAt: Timestamp.nullable().describe("When it was told to drain."),
  drainBy: z.string().nullable().describe("Who told it."),
  proxyFailingSince: Timestamp.nullable().describe(
    "Since when nothing of it gets through the egress proxy (EGRESS_PROXY_URL); null while it does, and without a proxy.",
  ),
  proxySays: z.string().nullable().describe("What the proxy answered last, or why it could not be reached."),
});
export type WorkerOut = z.infer<typeof WorkerOut>;

const Percentile = z.number().nullable().describe("Milliseconds, from connecting to the end of the reply.");

export const SystemSampleOut = z.object({
  at: Timestamp,
  due: z.number().nullable().describe("Deliveries that were due and could be sent."),
  oldestDueSeconds: z.number().nullable().describe("How long the oldest of them had been due."),
  inPerSecond: z.number().nullable().describe("Deliveries that were made, on average since the sample before."),
  outPerSecond: z.number().nullable().describe("Deliveries that ended."),
  triesPerSecond: z.number().nullable().describe("Requests that were sent."),
  p50Ms: Percentile,
  p95Ms: Percentile,
  p99Ms: Percentile,
});
export type SystemSampleOut = z.infer<typeof SystemSampleOut>;

export const BreakerEndpointOut = z.object({
  endpointId: z.string(),
  endpointName: z.string().describe("Name, or host of the URL."),
  applicationId: z.string(),
  applicationName: z.string(),
  state: z.enum(["open", "half_open"]).describe("`half_open` while a probe is under way."),
  since: Timestamp.nullable(),
  nextProbeAt: Timestamp.nullable().describe("When it is tried next; null while it is."),
});

export const SystemOut = z.object({
  at: Timestamp.describe("When this was read, by the database's clock."),
  queue: z
    .object({
      due: z.number().describe("Deliveries that are due and could be sent."),
      oldestDueSeconds: z.number().describe("How long the oldest of them has been due."),
      waiting: z
        .object({
          retry: z.number().describe("For their next try."),
          scheduled: z.number().describe("For the time that they were asked for."),
          paused: z.number().describe("For somebody to resume the endpoint."),
          breaker: z.number().describe("For a probe of the endpoint to succeed."),
          canceling: z.number().describe("To be canceled, because the endpoint was turned off or deleted."),
        })
        .describe("Deliveries that wait, by what for."),
      deadLetters: z.number().describe("Deliveries that were given up and are still kept."),
      mostCounted: z.number().describe("Nothing is counted beyond this."),
    })
    .describe("Deliveries that are not over."),
  last: SystemSampleOut.nullable().describe("The newest sample, no older than a minute."),
  workers: z.array(WorkerOut).describe("By host, then by start."),
  web: z
    .object({ version: z.string().describe("Version of Posthorn that it runs."), pool: PoolOut })
    .describe("The web process that answers."),
  database: z
    .object({
      connections: z.number().describe("Connections of everybody to the whole server."),
      mostConnections: z.number().describe("Connections that the server takes."),
    })
    .describe("The database server."),
  budget: z
    .object({
      days: z.number().describe("How many days it is about, today the last."),
      target: z.number().describe("Share of the deliveries that should arrive in the end."),
      total: z.number().describe("Deliveries of these days."),
      failed: z.number().describe("Of them, those that were given up."),
      allowed: z.number().describe("How many may be given up before the target is missed."),
    })
    .describe("The error budget."),
  breakers: z.object({ data: z.array(BreakerEndpointOut), total: z.number() }).describe("Longest first, at most 50."),
  tasks: z.array(BackgroundTaskOut).describe("Background tasks that run or are paused, newest first, at most 50."),
});
export type SystemOut = z.infer<typeof SystemOut>;

/** How far back, and how many of the ten-second samples make one point. */
export const SYSTEM_RANGES = { "15m": 1, "1h": 1, "6h": 6, "24h": 24 } as const;
export type SystemRange = keyof typeof SYSTEM_RANGES;

export const SystemStorageOut = z.object({
  databaseBytes: z.number().describe("Size of the whole database."),
  retentionDays: z.number(),
  nextMade: z
    .object({ day: z.string().describe("`2026-11-21`."), at: Timestamp })
    .nullable()
    .describe("The next day that gets partitions."),
  nextDropped: z
    .object({ day: z.string().describe("`2026-11-21`."), at: Timestamp })
    .nullable()
    .describe("The next day that is dropped."),
  tables: z
    .array(
      z.object({
        name: z.string(),
        rows: z.number().describe("An estimate of PostgreSQL's."),
        bytes: z.number().describe("With indexes."),
        partitions: z
          .array(
            z.object({
              name: z.string(),
              day: z.string().nullable().describe("`2026-11-21`; null for the one that takes what no day takes."),
              rows: z.number().describe("An estimate of PostgreSQL's."),
              bytes: z.number().describe("With indexes."),
            }),
          )
          .describe("Oldest first; none for a table that has no days."),
      }),
    )
    .describe("Tables that grow, largest first."),
});
export type SystemStorageOut = z.infer<typeof SystemStorageOut>;

const reads = { tag: "System", method: "GET" } as const;
const tells = { tag: "System", method: "POST" } as const;

export const getSystem = defineOperation({
  ...reads,
  id: "getSystem",
  summary: "How the installation does: queue, workers, connections, breakers, background tasks",
  path: "/system",
  responses: { 200: SystemOut },
});
export const getSystemHistory = defineOperation({
  ...reads,
  id: "getSystemHistory",
  summary: "Queue, throughput and latency over the last minutes or hours",
  path: "/system/history",
  query: z.object({
    range: z.enum(["15m", "1h", "6h", "24h"]).default("1h").describe("How far back."),
  }),
  responses: { 200: z.object({ data: z.array(SystemSampleOut) }) },
});
export const getSystemStorage = defineOperation({
  ...reads,
  id: "getSystemStorage",
  summary: "What the tables and their partitions take, and which come and go next",
  path: "/system/storage",
  responses: { 200: SystemStorageOut },
});
export const drainWorker = defineOperation({
  ...tells,
  id: "drainWorker",
  summary: "Have a worker end what it has begun and take on nothing more, until it is resumed",
  path: "/system/worker/{worker_id}/drain",
  responses: { 200: WorkerOut },
});
export const resumeWorker = defineOperation({
  ...tells,
  id: "resumeWorker",
  summary: "Have a drained worker take on work again",
  path: "/system/worker/{worker_id}/resume",
  responses: { 200: WorkerOut },
});
