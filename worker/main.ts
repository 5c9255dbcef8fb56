import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import os from "node:os";
import { parseCronItems, run, runMigrations, type TaskList, type WorkerEvents } from "graphile-worker";
import { closeDatabase, pool, poolUsage } from "@/lib/db.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { rollUpEventTypesUnscoped } from "@/lib/domain/event-types/roll-up.ts";
import { isOwnInboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { ROLL_UP_MS, rollUpMessagesUnscoped } from "@/lib/domain/messages/roll-up.ts";
import { createTraffic } from "@/lib/domain/metrics/traffic.ts";
import { trimRequestLog } from "@/lib/domain/request-log/trim.ts";
import { settings, startSettings } from "@/lib/domain/settings/snapshot.ts";
import { takeSample } from "@/lib/domain/system/sample.ts";
import { beat, type Orders, sayGoodbye } from "@/lib/domain/workers/heartbeat.ts";
import { env, settingWarnings } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import { enqueue } from "@/lib/queue.ts";
import { startTracing, stopTracing } from "@/lib/tracing.ts";
import { createTransformPool } from "@/lib/transform/pool.ts";
import { VERSION } from "@/lib/version.ts";
import { isOwnAddress } from "@/lib/webhook/own-address.ts";
import { startAlerts } from "@/worker/alerts/start.ts";
import { turnOffFailing } from "@/worker/auto-off.ts";
import { createConfigCache } from "@/worker/delivery/config-cache.ts";
import { createDispatcher } from "@/worker/delivery/dispatcher.ts";
import { createLanes } from "@/worker/delivery/lanes.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { createDuty, type Work } from "@/worker/duty.ts";
import { applyEnvironment } from "@/worker/environment.ts";
import { every } from "@/worker/every.ts";
import { EXPIRE_PAYLOADS_MS, expirePayloads } from "@/worker/expire-payloads.ts";
import { collectFailures, FAILURE_GROUPS_MS } from "@/worker/failure-groups.ts";
import { startForwarding } from "@/worker/inbound.ts";
import { startOutboxRelay } from "@/worker/outbox.ts";
import { workerPreset } from "@/worker/preset.ts";
import { createSender } from "@/worker/send/send.ts";
import { createBackgroundTask } from "@/worker/tasks/background-task.ts";
import { createCancelWaiting } from "@/worker/tasks/cancel-waiting.ts";
import { createCheckUrl } from "@/worker/tasks/check-url.ts";
import { createExportDeliveries } from "@/worker/tasks/export-deliveries.ts";
import { createMailReplayEnd } from "@/worker/tasks/mail-replay-end.ts";
import { createMailStaffLink, staffMailer } from "@/worker/tasks/mail-staff-link.ts";
import { maintain } from "@/worker/tasks/maintain.ts";
import { listenForWakeUps } from "@/worker/wake-ups.ts";
import { WIPE_PAYLOADS_MS, wipePayloads } from "@/worker/wipe-payloads.ts";

/** Longer than a request can take, by what a busy database may need to take the outcome down. */
const LEASE_MARGIN_MS = 15_000;
/** A transformation whose turn has not come by then waits as a due delivery, not with a lease. */
const TRANSFORM_WAIT_MS = 2_000;
const SWEEP_MS = 1_000;
const LANE_TICK_MS = 100;
const AUTO_OFF_MS = 60_000;
const HEARTBEAT_MS = 5_000;
const TRAFFIC_MS = 5_000;
/** While it ends what it had begun: whoever drains a worker waits for that. */
const DRAINING_HEARTBEAT_MS = 1_000;
const SAMPLE_MS = 5_000;
const TRIM_LOG_MS = 60_000;
/** Requests in flight may finish within this once we are asked to stop; what is left is released. */
const GRACE_MS = 20_000;
const TRACES_WITHIN_MS = 2_000;

const {
  BREAKER_FAILURES,
  EGRESS_PROXY_URL,
  TRANSFORM_SHARE,
  TRANSFORM_THREADS,
  POSTHORN_EGRESS_ALLOW,
  POSTHORN_TRACE_RECEIVERS,
  PORTAL_URL,
  PUBLIC_URL,
} = env();
const identity = { id: randomUUID(), pid: process.pid, version: VERSION, host: os.hostname() };

const lanes = createLanes({ breakerFailures: BREAKER_FAILURES });
const traffic = createTraffic();
const recorder = createRecorder(traffic.count);
const sender = createSender({
  allow: POSTHORN_EGRESS_ALLOW,
  selfOrigins: (url) => isOwnInboxUrl(url.href, PUBLIC_URL),
  isOwn: (url) => isOwnAddress(url, [PUBLIC_URL, PORTAL_URL]),
  proxyUrl: EGRESS_PROXY_URL,
});
const transformPool = createTransformPool({
  threads: TRANSFORM_THREADS,
  maxWaitMs: TRANSFORM_WAIT_MS,
  share: TRANSFORM_SHARE,
});
const dispatcher = createDispatcher({
  lanes,
  configs: createConfigCache(),
  tries: createTries({ sender, recorder, transformPool, traceReceivers: POSTHORN_TRACE_RECEIVERS }),
  get leaseMs() {
    return Math.max(settings().requestTimeoutSeconds * 1000, 15_000) + LEASE_MARGIN_MS;
  },
  marginMs: LEASE_MARGIN_MS,
});

let stopping = false;
const preset = workerPreset();
await startTracing("worker");
await startSettings();
await runMigrations({ preset });
await applyEnvironment();

const isEnding = () => stopping || duty.isEnding();
const mailer = staffMailer();
const taskList: TaskList = {
  maintain,
  check_url: createCheckUrl(sender),
  cancel_waiting: createCancelWaiting(isEnding),
  background_task: createBackgroundTask(isEnding),
  export_deliveries: createExportDeliveries(isEnding),
  mail_staff_link: createMailStaffLink(mailer),
  mail_replay_end: createMailReplayEnd(mailer),
};
// The queue's names for its lock owners: told with each heartbeat, so that others can free what a dead worker held.
const poolIds = new Set<string>();
const events: WorkerEvents = new EventEmitter();
events.on("pool:create", ({ workerPool }) => poolIds.add(workerPool.id));

/** Everything by which this process takes on work. */
async function beginWork(): Promise<Work> {
  poolIds.clear();
  const runner = await run({
    preset,
    taskList,
    parsedCronItems: parseCronItems([{ task: "maintain", match: "7 * * * *" }]),
    noHandleSignals: true,
    events,
  });
  let ended = false;
  // The queue gives up when the database is away for long: end, so that the supervisor starts a fresh process.
  runner.promise.then(
    () => (ended ? undefined : stop("queue ended")),
    (error: unknown) => {
      log.error("queue_failed", { error });
      if (!stopping && !ended) process.exit(1);
    },
  );
  dispatcher.resume();
  const lines = await Promise.all([startOutboxRelay(), startForwarding(), startAlerts(sender)]);
  const loops = [
    every("sweep", SWEEP_MS, dispatcher.sweep),
    every("auto_off", AUTO_OFF_MS, turnOffFailing),
    every("roll_up_messages", ROLL_UP_MS, rollUpMessagesUnscoped),
    every("roll_up_event_types", ROLL_UP_MS, rollUpEventTypesUnscoped),
    every("expire_payloads", EXPIRE_PAYLOADS_MS, expirePayloads),
    every("wipe_payloads", WIPE_PAYLOADS_MS, wipePayloads),
    every("failure_groups", FAILURE_GROUPS_MS, collectFailures),
    every("trim_request_log", TRIM_LOG_MS, trimRequestLog),
  ];
  return {
    async end() {
      ended = true;
      const stopped = runner.stop().catch((error: unknown) => log.warn("queue_not_stopped", { error }));
      await Promise.all([stopped, dispatcher.rest(), ...lines.map((one) => one.stop())]);
      await Promise.all(loops.map((one) => one.stop()));
    },
  };
}

const duty = createDuty(beginWork, () => void hearOrders());
let orders: Orders | null = null;
let beating: Promise<void> = Promise.resolve();
let beatAtMs = 0;
let toldInFlight = 0;

async function heartbeat(): Promise<void> {
  if (stopping) return;
  beatAtMs = Date.now();
  toldInFlight = lanes.inFlight();
  const told = await beat(identity, {
    inFlight: toldInFlight,
    poolIds: [...poolIds],
    connections: poolUsage(),
    orders,
    isResting: duty.isResting(),
    proxyTrouble: sender.proxyTrouble(),
  });
  if (told.dead.length > 0) log.warn("workers_dead", { workerIds: told.dead });
  if (stopping) return;
  if ((told.orders === null) !== (orders === null)) {
    log.info(told.orders ? "worker_draining" : "worker_resuming", { by: told.orders?.drainBy ?? undefined });
  }
  orders = told.orders;
  duty.keep(orders === null);
}
/** One after the other: of two at once the older answer could come last. */
function hearOrders(): Promise<void> {
  beating = beating.then(heartbeat).catch((error: unknown) => log.error("heartbeat_failed", { error }));
  return beating;
}

// Not only by the hour: a database that was away for a week has no partition for today.
await enqueue(pool(), "maintain", {}, { jobKey: "maintain" });
const wakeUps = await listenForWakeUps(dispatcher, () => void hearOrders());
await duty.set(true);
const loops = [
  every("heartbeat", DRAINING_HEARTBEAT_MS, () => {
    const isDraining = duty.isEnding() && lanes.inFlight() + toldInFlight > 0;
    if (isDraining || Date.now() - beatAtMs >= HEARTBEAT_MS) return hearOrders();
  }),
  every("traffic", TRAFFIC_MS, () => traffic.flush()),
  every("sample", SAMPLE_MS, takeSample),
  every("lanes", LANE_TICK_MS, dispatcher.tick),
];
for (const warning of settingWarnings()) log.warn("setting_warning", { warning });
log.info("worker_ready", { workerId: identity.id, pid: identity.pid, version: VERSION });

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info("worker_stopping", { signal, inFlight: lanes.inFlight() });
  recorder.hurry();
  const resting = duty.set(false).catch((error: unknown) => log.warn("duty_not_ended", { error }));
  await Promise.all([resting, wakeUps.stop(), ...loops.map((loop) => loop.stop())]);
  await dispatcher.stop(GRACE_MS);
  await Promise.all([recorder.drained(), transformPool.close()]);
  await traffic.flush().catch((error: unknown) => log.warn("traffic_not_counted", { error }));
  await sayGoodbye(identity.id).catch((error: unknown) => log.warn("goodbye_failed", { error }));
  await Promise.race([sender.close(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
  await closeDatabase();
  await stopTracing(TRACES_WITHIN_MS);
  log.info("worker_stopped", {});
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(signal));

// A fault in one place must not end what is under way in others; the lease brings back what was lost.
process.on("unhandledRejection", (error) => log.error("unhandled_rejection", { error }));
