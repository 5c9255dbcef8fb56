import {
  ALERT_LEVELS,
  type AlertLevel,
  CLEAR_MINUTES,
  RULE_TERMS,
  type StaffRule,
} from "@/lib/contract/staff-alert-rules.ts";

const CLEAR_MS = CLEAR_MINUTES * 60_000;

/** What was measured for each level; null: too little to judge. */
export type Reading = Record<AlertLevel, { value: number | null; tries: number | null }>;

export interface Thresholds {
  enabled: boolean;
  warning: number | null;
  critical: number | null;
  minimumTries: number | null;
  repeatMinutes: number;
  mutedUntil: Date | null;
}

export interface Firing {
  level: AlertLevel;
  peak: AlertLevel;
  beganAt: Date;
  levelSince: Date;
  toldAt: Date | null;
  owed: boolean;
  betterSince: Date | null;
}

type EndedBecause = "better" | "too_few" | "turned_off";
type AlertEvent = "began" | "rose" | "repeated" | "resolved";

export type Decision =
  | { kind: "quiet"; overSince: Date | null }
  | { kind: "firing"; firing: Firing; tell: AlertEvent | null }
  | { kind: "ended"; because: EndedBecause; tell: "resolved" | null };

/** Whether a level has enough to go by, and what that is. */
function judgedValue({ value, tries }: Reading[AlertLevel], minimumTries: number | null): number | null {
  return minimumTries !== null && (tries ?? 0) < minimumTries ? null : value;
}

/** The worst level that a reading is over; null for none. */
export function levelOf(rule: StaffRule, terms: Thresholds, reading: Reading): AlertLevel | null {
  const isOver = (level: AlertLevel): boolean => {
    const threshold = terms[level];
    const value = judgedValue(reading[level], terms.minimumTries);
    if (threshold === null || value === null) return false;
    return RULE_TERMS[rule].bad === "below" ? value < threshold : value > threshold;
  };
  return [...ALERT_LEVELS].reverse().find(isOver) ?? null;
}

/**
 * ```
 *            over a threshold for as long as the rule says              told: began
 *   quiet ─────────────────────────────────────────────────► firing ◄──┐ a worse level: told, rose
 *     ▲                                                          │  └──┘ the interval has passed: told, repeated
 *     └──────── not over any threshold for five minutes ─────────┘ told: resolved, if anybody was told before
 * ```
 * While muted nobody is told; what was to be told is made up for when that ends and it still fires.
 */
export function decide(
  rule: StaffRule,
  terms: Thresholds,
  seen: { reading: Reading; firing: Firing | null; overSince: Date | null; now: Date },
): Decision {
  const { reading, firing, now } = seen;
  if (!terms.enabled)
    return firing ? { kind: "ended", because: "turned_off", tell: null } : { kind: "quiet", overSince: null };
  const level = levelOf(rule, terms, reading);
  if (firing) return goOn(terms, { firing, level, isJudged: isJudged(terms, reading), now });
  if (level === null) return { kind: "quiet", overSince: null };
  const overSince = seen.overSince ?? now;
  if (now.getTime() - overSince.getTime() < RULE_TERMS[rule].afterSeconds * 1000) return { kind: "quiet", overSince };
  return told(terms, now, "began", {
    ...{ level, peak: level, beganAt: overSince, levelSince: now },
    ...{ toldAt: null, owed: false, betterSince: null },
  });
}

function isJudged(terms: Thresholds, reading: Reading): boolean {
  return ALERT_LEVELS.some(
    (level) => terms[level] !== null && judgedValue(reading[level], terms.minimumTries) !== null,
  );
}

function goOn(
  terms: Thresholds,
  { firing, level, isJudged, now }: { firing: Firing; level: AlertLevel | null; isJudged: boolean; now: Date },
): Decision {
  if (level === "critical" && firing.level === "warning") {
    return told(terms, now, "rose", { ...firing, level, peak: level, levelSince: now, betterSince: null });
  }
  if (level === firing.level) {
    const isDue = firing.toldAt !== null && now.getTime() - firing.toldAt.getTime() >= terms.repeatMinutes * 60_000;
    const again = { ...firing, betterSince: null };
    const event = firing.toldAt === null ? "began" : "repeated";
    return isDue || firing.owed ? told(terms, now, event, again) : { kind: "firing", firing: again, tell: null };
  }
  const betterSince = firing.betterSince ?? now;
  if (now.getTime() - betterSince.getTime() < CLEAR_MS) {
    return { kind: "firing", firing: { ...firing, betterSince }, tell: null };
  }
  if (level !== null) {
    return { kind: "firing", firing: { ...firing, level, levelSince: now, betterSince: null }, tell: null };
  }
  const because = isJudged ? "better" : "too_few";
  return { kind: "ended", because, tell: firing.toldAt && !isMuted(terms, now) ? "resolved" : null };
}

const isMuted = ({ mutedUntil }: Thresholds, now: Date) => mutedUntil !== null && mutedUntil > now;

function told(terms: Thresholds, now: Date, event: AlertEvent, firing: Firing): Decision {
  if (isMuted(terms, now)) return { kind: "firing", firing: { ...firing, owed: true }, tell: null };
  return { kind: "firing", firing: { ...firing, owed: false, toldAt: now }, tell: event };
}
