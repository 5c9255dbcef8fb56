import type { AlertLevel } from "@/lib/contract/staff-alert-rules.ts";
import { db, type Tx } from "@/lib/db.ts";
import { type Decision, decide, type Firing, type Reading } from "@/lib/domain/staff-alerts/decide.ts";
import { measure } from "@/lib/domain/staff-alerts/measure.ts";
import { loadRules, type RuleRow } from "@/lib/domain/staff-alerts/rules.ts";
import { tellStaff } from "@/lib/domain/staff-alerts/tell.ts";
import { newUuid } from "@/lib/ids.ts";

/** How often it is looked; a look that another process took less than this ago is not taken again. */
export const LOOK_MS = 30_000;
const startedAt = new Date();

/**
 * Looks at every rule, writes down what fires, and what is to be told of it: in one transaction, so that each event is
 * told once, whoever looks and however many do. Everything is in the database: a restart forgets nothing.
 * @returns how many events there were to tell
 */
export async function evaluateStaffAlertsUnscoped({ now = new Date(), firstLookAt = startedAt } = {}): Promise<number> {
  const readings = await measure(now, { firstLookAt });
  return db().$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ locked: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtext('posthorn staff alerts')) as locked`;
    if (!lock?.locked) return 0;
    const rules = await loadRules(tx);
    const lookedAt = Math.max(...rules.map(({ row }) => row.measuredAt?.getTime() ?? 0));
    // A little less than the interval: timers drift.
    if (now.getTime() - lookedAt < LOOK_MS * 0.8) return 0;
    let events = 0;
    for (const rule of rules) events += await look(tx, rule, readings[rule.rule], now);
    return events;
  });
}

async function look(tx: Tx, { rule, row, firing }: RuleRow, reading: Reading, now: Date): Promise<number> {
  const decision = decide(rule, row, {
    reading,
    firing: firing && toFiring(firing),
    overSince: row.overSince,
    now,
  });
  await tx.staffAlertRule.update({
    where: { rule },
    data: {
      warningValue: reading.warning.value,
      criticalValue: reading.critical.value,
      warningTries: reading.warning.tries,
      criticalTries: reading.critical.tries,
      measuredAt: now,
      overSince: decision.kind === "quiet" ? decision.overSince : null,
      // Not a change by a person.
      updatedAt: row.updatedAt,
    },
  });
  if (decision.kind === "quiet") return 0;
  const id = firing?.id ?? newUuid();
  await write(tx, { id, rule: { rule, row, firing }, decision, reading, now });
  return decision.tell ? 1 : 0;
}

/** The columns that a decision is made by; the level's names are ours alone. */
function toFiring(row: NonNullable<RuleRow["firing"]>): Firing {
  return { ...row, level: row.level as AlertLevel, peak: row.peak as AlertLevel };
}

interface Writing {
  id: string;
  rule: RuleRow;
  decision: Exclude<Decision, { kind: "quiet" }>;
  reading: Reading;
  now: Date;
}

async function write(tx: Tx, { id, rule: { rule, row, firing }, decision, reading, now }: Writing): Promise<void> {
  const at = now.toISOString();
  if (decision.kind === "ended") {
    if (!firing) return;
    const { because: endedBecause } = decision;
    await tx.staffAlert.update({ where: { id }, data: { endedAt: now, endedBecause, owed: false } });
    if (!decision.tell || endedBecause === "turned_off") return;
    const level = firing.peak as AlertLevel;
    const { value, tries } = reading[firing.level as AlertLevel];
    const { threshold } = firing;
    const since = firing.beganAt.toISOString();
    await tellStaff(tx, id, {
      kind: "staff",
      rule,
      event: "resolved",
      level,
      since,
      at,
      value,
      tries,
      threshold,
      because: endedBecause,
    });
    return;
  }
  const { level } = decision.firing;
  const { value, tries } = reading[level];
  // A threshold that was taken away a moment ago leaves the one that it fired by.
  const threshold = row[level] ?? firing?.threshold ?? 0;
  const data = { ...decision.firing, value, tries, threshold };
  if (firing) {
    // While it is about to end, what is shown is still what it was: the value on the page is the rule's.
    const { value: _value, tries: _tries, threshold: _threshold, ...kept } = data;
    await tx.staffAlert.update({ where: { id }, data: decision.firing.betterSince ? kept : data });
  } else await tx.staffAlert.create({ data: { id, ruleId: rule, ...data } });
  if (!decision.tell) return;
  const since = decision.firing.beganAt.toISOString();
  await tellStaff(tx, id, {
    kind: "staff",
    rule,
    event: decision.tell,
    level,
    since,
    at,
    value,
    tries,
    threshold,
    because: null,
  });
}
