import { expect } from "@playwright/test";
import type pg from "pg";
import { Webhook } from "standardwebhooks";
import { type Client, notYet, until } from "@/e2e/delivery/deliveries.ts";
import type { Customer } from "@/e2e/faults/customer.ts";
import type { Program } from "@/e2e/faults/program.ts";
import { checked } from "@/e2e/faults/report.ts";
import type { ReceivedRequest } from "@/e2e/receiver.ts";
import { formatId, parseId } from "@/lib/ids.ts";
import { attemptClassOf, isInfrastructure } from "@/lib/webhook/attempt-class.ts";

/** A lease is 30 s with the settings of these tests: what a dead worker held is taken over after that. */
const RECOVERED_WITHIN_MS = 75_000;
/** A lease that ended is found by the sweep of the next second; the rest is for a busy machine. */
const SWEPT_WITHIN_SECONDS = 5;
const FRESH_MS = 60_000;
const ENDED = { 1: "delivered", 2: "failed", 3: "canceled" } as const;

/** What a receiver has to keep of a request. */
export type LedgerRequest = Pick<ReceivedRequest, "headers" | "rawBody" | "at">;

export interface LedgerInput {
  customer: Pick<Customer, "application" | "secret"> & { receiver: { requests: readonly LedgerRequest[] } };
  /** Every message that was answered 202, and nothing else. */
  accepted: Iterable<{ id: string; payload: string }>;
  sql: pg.Pool;
  client: Client;
  /** What every delivery must have ended as. */
  expected?: "delivered" | "any";
  recoveredWithinMs?: number;
  /** The processes that must not have grown, and what one takes up when nothing has happened yet. */
  workers?: readonly Program[];
  calmBytes?: () => number;
  /** How far the worker's clock is ahead, where a test has shifted it. */
  clockShiftMs?: number;
}

/** Memory that a worker may take for its work. */
const MAX_GROWTH_BYTES = 150 * 1024 * 1024;
/** Three pools, the queue's and what listens, for each of a web process and at most five workers. */
const MAX_CONNECTIONS = 6 * 40;
/** A statement may take a minute; a transaction that waits for its client takes no longer. */
const MAX_IDLE_SECONDS = 60;

interface Delivery {
  id: string;
  messageId: string;
  outcome: (typeof ENDED)[keyof typeof ENDED];
  attemptCount: number;
  budgetUsed: number;
  attempts: { class: string; late: boolean; burns: boolean }[];
  copies: LedgerRequest[];
}

export interface Ledger {
  deliveries: Delivery[];
  accepted: number;
  delivered: number;
  /** Requests beyond the first of a message. */
  repeated: number;
  workerLost: number;
  late: number;
}

async function untilEnded({ customer, sql, recoveredWithinMs = RECOVERED_WITHIN_MS }: LedgerInput): Promise<void> {
  const applicationId = parseId("application", customer.application.id);
  await until(
    "every delivery to end",
    async () => {
      const { rows } = await sql
        .query(
          "select id, next_at, lease_until, attempt_count from delivery_pending where application_id = $1 limit 3",
          [applicationId],
        )
        .catch((error: unknown) => ({ rows: [error] }));
      return rows.length === 0 ? rows : notYet(rows);
    },
    recoveredWithinMs,
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

async function readDeliveries({ customer, sql }: LedgerInput): Promise<Delivery[]> {
  const applicationId = parseId("application", customer.application.id);
  const [deliveries, attempts] = await Promise.all([
    sql.query("select id, message_id, status, attempt_count, budget_used from delivery where application_id = $1", [
      applicationId,
    ]),
    sql.query(
      "select delivery_id, class, trigger, late from attempt where application_id = $1 order by started_at, id",
      [applicationId],
    ),
  ]);
  const copies = groupBy(customer.receiver.requests, ({ headers }) => String(headers["webhook-id"]));
  const triesOf = groupBy(attempts.rows, (row) => String(row.delivery_id));
  return deliveries.rows.map((row) => {
    const messageId = formatId("message", row.message_id);
    return {
      id: formatId("delivery", row.id),
      messageId,
      outcome: ENDED[row.status as keyof typeof ENDED],
      attemptCount: row.attempt_count,
      budgetUsed: row.budget_used,
      attempts: (triesOf.get(row.id) ?? []).map((tried) => {
        // Throws for a class that has no name.
        const attemptClass = attemptClassOf(tried.class);
        const burns = tried.trigger === 0 && !tried.late && !isInfrastructure(attemptClass);
        return { class: attemptClass, late: tried.late, burns };
      }),
      copies: copies.get(messageId) ?? [],
    };
  });
}

/** @returns what is wrong with it */
function findFault({ customer, clockShiftMs = 0 }: LedgerInput, request: LedgerRequest): string | undefined {
  const id = String(request.headers["webhook-id"]);
  const sentAt = new Date(Number(request.headers["webhook-timestamp"]) * 1000);
  // Signed again, not verified: the published check compares with the time of checking, which may be minutes later.
  const expected = new Webhook(customer.secret).sign(id, sentAt, request.rawBody.toString());
  if (!String(request.headers["webhook-signature"]).split(" ").includes(expected)) return `signature of ${id}`;
  const ageMs = request.at.getTime() + clockShiftMs - sentAt.getTime();
  return Math.abs(ageMs) < FRESH_MS ? undefined : `the timestamp of ${id} is ${ageMs} ms old`;
}

/** The numbers of the API, which are those of the screens. */
async function checkCounts({ customer, client }: LedgerInput, deliveries: readonly Delivery[]): Promise<void> {
  const { totals } = await until("the API to count", () =>
    client("GET /app/{app_id}/delivery-histogram", {
      params: { app_id: customer.application.id },
      query: { from: new Date(customer.application.createdAt.getTime() - 1000).toISOString() },
      // A connection that was idle through the fault may have been closed.
    }).catch((error: unknown) => notYet(String(error))),
  );
  const count = (outcome: Delivery["outcome"]) => deliveries.filter((one) => one.outcome === outcome).length;
  expect(totals, "what the API counts").toMatchObject({
    delivered: count("delivered"),
    failed: count("failed"),
    retrying: 0,
  });
}

/** What the service holds once all is over. */
async function checkResources({ sql, workers = [], calmBytes }: LedgerInput): Promise<void> {
  const { rows } = await sql.query(
    `select count(*)::int as open,
       count(*) filter (where state like 'idle in%' and state_change < now() - make_interval(secs => $1))::int as stuck
     from pg_stat_activity where datname = current_database()`,
    [MAX_IDLE_SECONDS],
  );
  expect(rows[0].stuck, "I8: transactions that nobody ends").toBe(0);
  expect(rows[0].open, "I8: connections to the database").toBeLessThanOrEqual(MAX_CONNECTIONS);
  if (!calmBytes) return;
  for (const worker of workers.filter(({ hasEnded }) => !hasEnded()))
    expect(worker.memory().nowBytes, "I8: memory of a worker").toBeLessThanOrEqual(calmBytes() + MAX_GROWTH_BYTES);
}

/**
 * Joins the sender's ledger, the receiver's and the database, once every delivery has ended.
 * @throws Error of the first invariant that does not hold
 */
export async function checkLedger(input: LedgerInput): Promise<Ledger> {
  const { customer, expected = "delivered", sql } = input;
  await untilEnded(input);
  const sent = [...input.accepted];
  const payloads = new Map(sent.map(({ id, payload }) => [id, payload]));
  expect(payloads.size, "each 202 had an id of its own").toBe(sent.length);
  const deliveries = await readDeliveries(input);

  const wrong = (is: (delivery: Delivery) => boolean) => deliveries.filter(is).slice(0, 5);
  const known = new Set(deliveries.map(({ messageId }) => messageId));
  const missing = [...payloads.keys()].filter((id) => !known.has(id));
  expect(missing, "I1: accepted, and nowhere").toEqual([]);
  expect(
    wrong(({ outcome, copies }) => outcome === "delivered" && copies.length === 0),
    "I1: never arrived",
  ).toEqual([]);
  if (expected === "delivered")
    expect(
      wrong(({ outcome }) => outcome !== "delivered"),
      "I1",
    ).toEqual([]);

  const phantoms = customer.receiver.requests.filter(({ headers }) => !known.has(String(headers["webhook-id"])));
  expect(phantoms, "I2: received, and never committed").toEqual([]);
  expect(deliveries.length, "I2: one delivery for each 202, and none else").toBe(payloads.size);

  expect(
    wrong(({ copies, attempts }) => copies.length > attempts.length),
    "I3: not explained by a try",
  ).toEqual([]);
  const bodies = wrong(({ messageId, copies }) =>
    copies.some(({ rawBody }) => rawBody.toString() !== payloads.get(messageId)),
  );
  expect(bodies, "I3: other bytes than were sent").toEqual([]);

  expect(
    wrong(({ attemptCount, attempts }) => attemptCount !== attempts.filter(({ late }) => !late).length),
    "I4: tries counted and tries on record",
  ).toEqual([]);
  const { rows: overdue } = await sql.query(
    "select id from delivery_pending where lease_until < now() - make_interval(secs => $1)",
    [SWEPT_WITHIN_SECONDS],
  );
  expect(overdue, "I4: open for longer than a lease and a sweep").toEqual([]);

  expect(
    wrong(({ budgetUsed, attempts }) => budgetUsed !== attempts.filter(({ burns }) => burns).length),
    "I6: tries of the schedule used up",
  ).toEqual([]);
  // One assertion for all: there may be hundreds of thousands.
  const faults = customer.receiver.requests.flatMap((request) => findFault(input, request) ?? []);
  expect(faults.slice(0, 5), "I9").toEqual([]);
  await checkCounts(input, deliveries);
  await checkResources(input);
  checked("I1", "I2", "I3", "I4", "I5", "I6", ...(input.calmBytes ? (["I8"] as const) : []), "I9", "I10");

  const tries = deliveries.flatMap(({ attempts }) => attempts);
  return {
    deliveries,
    accepted: payloads.size,
    delivered: deliveries.filter(({ outcome }) => outcome === "delivered").length,
    repeated: deliveries.reduce((sum, { copies }) => sum + Math.max(0, copies.length - 1), 0),
    workerLost: tries.filter((tried) => tried.class === "worker_lost").length,
    late: tries.filter(({ late }) => late).length,
  };
}
