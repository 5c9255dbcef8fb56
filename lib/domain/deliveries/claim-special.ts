import type pg from "pg";
import { hotPool } from "@/lib/db.ts";
import { type BatchOfCall, fixBatches, readBatches } from "@/lib/domain/deliveries/batches.ts";
import {
  type ClaimedDelivery,
  type LeaseTerms,
  releaseDeliveries,
  type Wanted,
} from "@/lib/domain/deliveries/claim.ts";
import {
  type Budgets,
  type EndpointTerms,
  limitsOf,
  lockBudgets,
  readTerms,
  storeBudgets,
} from "@/lib/domain/deliveries/flow-terms.ts";
import { chargeSlot, slotsAgainAtMs, slotsWithin, takeSlot } from "@/lib/domain/deliveries/rate-slots.ts";
import { type SpecialRow, takeRows } from "@/lib/domain/deliveries/special-rows.ts";

// Endpoints with a rate limit, a line or batches. Their claims take a transaction: it holds the limits' rows, so that all
// workers together give out each moment once.

/** What goes out in one request. */
export interface ClaimedCall {
  endpointId: string;
  /** One, or those of a batch; all held under the same lease. */
  deliveries: ClaimedDelivery[];
  batch: BatchOfCall | null;
  /** To be sent in so many milliseconds, by the limit. */
  startInMs: number;
  /** How long a limit had it wait, in milliseconds; null when none did. */
  limitMs: number | null;
}

export interface SpecialClaim {
  calls: ClaimedCall[];
  /** Endpoints that took all they asked for, so that there may be more. */
  full: Set<string>;
  /** Milliseconds until the limits of an endpoint let more through. */
  again: Map<string, number>;
  /** Endpoints that are of the usual kind by now. */
  usual: string[];
}

/** Moments are given out so far ahead: short enough for a lease, long enough that a worker need not ask for each. */
const HORIZON_MS = 1_000;

/** Takes what is due of such endpoints, in the order and at the pace that each of them asks for. */
export async function claimSpecial(wanted: Wanted[], lease: LeaseTerms): Promise<SpecialClaim> {
  const client = await hotPool().connect();
  try {
    await client.query("begin");
    const claim = await claimIn(client, wanted, lease);
    await client.query("commit");
    return claim;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** Rows of one request. */
interface Group {
  rows: SpecialRow[];
  isBatch: boolean;
}

function groupsOf(rows: SpecialRow[], terms: EndpointTerms): Group[] {
  const groups: Group[] = [];
  const batches = new Map<string, Group>();
  for (const row of rows) {
    const isBatch = row.kind === "fresh" || row.kind === "group" || (row.kind === "line" && terms.batchMax !== null);
    const known = isBatch ? batches.get(row.kind) : undefined;
    if (known) known.rows.push(row);
    else {
      const group = { rows: [row], isBatch };
      groups.push(group);
      if (isBatch) batches.set(row.kind, group);
    }
  }
  return groups;
}

async function claimIn(client: pg.PoolClient, wanted: Wanted[], lease: LeaseTerms): Promise<SpecialClaim> {
  const all = await readTerms(client, wanted, lease);
  const budgets = await lockBudgets(client, all, HORIZON_MS);
  const portions = all.map((terms) => ({
    terms,
    slots: slotsWithin(limitsOf(terms, budgets), terms.nowMs, HORIZON_MS),
  }));
  const rows = await takeRows(client, portions);
  const nowMs = Math.max(...all.map((terms) => terms.nowMs), ...rows.map((row) => row.now_ms));

  const claim: SpecialClaim = { calls: [], full: new Set(), again: new Map(), usual: [] };
  const batched: { call: ClaimedCall; group: Group }[] = [];
  const tooSoon: SpecialRow[] = [];
  for (const { terms, slots } of portions) {
    const own = groupsOf(
      rows.filter((row) => row.endpoint_id === terms.endpointId),
      terms,
    );
    for (const group of own) {
      const call = toCall(group, terms, budgets, nowMs);
      if (!call) {
        tooSoon.push(...group.rows);
        continue;
      }
      claim.calls.push(call);
      if (group.isBatch) batched.push({ call, group });
    }
    const scheduled = own.filter((group) => group.rows[0]?.kind !== "asked");
    if (scheduled.length >= Math.min(terms.limit, slots) || scheduled.some((group) => group.isBatch)) {
      if (scheduled.length > 0) claim.full.add(terms.endpointId);
    }
    if (slots < terms.limit || (slots < Number.POSITIVE_INFINITY && scheduled.length >= slots)) {
      claim.again.set(terms.endpointId, Math.max(0, slotsAgainAtMs(limitsOf(terms, budgets), HORIZON_MS / 2) - nowMs));
    }
    if (!terms.isSpecial) claim.usual.push(terms.endpointId);
  }
  await releaseDeliveries(tooSoon, client);
  await keepTogether(client, batched);
  await storeBudgets(client, budgets);
  return claim;
}

/** @returns null when its moment lies beyond the horizon: a lease must not be spent on waiting */
function toCall(group: Group, terms: EndpointTerms, budgets: Budgets, nowMs: number): ClaimedCall | null {
  const limits = limitsOf(terms, budgets);
  const deliveries = group.rows.map((row) => ({
    ...row,
    endpoint_version: terms.version,
    endpoint_off: terms.off,
    endpoint_deleted: terms.deleted,
  }));
  const call: ClaimedCall = { endpointId: terms.endpointId, deliveries, batch: null, startInMs: 0, limitMs: null };
  const [first] = group.rows;
  if (!first || limits.length === 0) return call;
  if (first.kind === "asked") {
    chargeSlot(limits, nowMs);
    return call;
  }
  if (slotsWithin(limits, nowMs, HORIZON_MS) < 1) return null;
  const { atMs, waited } = takeSlot(limits, first.due_ms, nowMs);
  if (waited) {
    call.limitMs = Math.max(0, Math.round(atMs - first.due_ms));
    for (const delivery of call.deliveries) delivery.queue_ms = 0;
  }
  return { ...call, startInMs: atMs - nowMs };
}

/** Gives new batches their id and learns what is in all of them; what is too much for one request is let go. */
async function keepTogether(client: pg.PoolClient, batched: { call: ClaimedCall; group: Group }[]): Promise<void> {
  if (batched.length === 0) return;
  const fixed = await fixBatches(
    client,
    batched.map(({ group }) => group.rows),
  );
  const batches = await readBatches(
    client,
    fixed.map(({ batchId }) => batchId),
  );
  batched.forEach(({ call }, i) => {
    const kept = new Set(fixed[i]?.kept);
    call.deliveries = call.deliveries.filter((delivery) => kept.has(delivery.id));
    call.batch = batches.get(fixed[i]?.batchId ?? "") ?? null;
  });
}
