// Apart from the schemas, so that a page that needs them loads no zod.

/** What staff are told of, in the order in which it is shown. */
export const STAFF_RULES = [
  "success_rate",
  "latency",
  "dead_letters",
  "breakers",
  "queue_age",
  "workers",
  "egress_proxy",
] as const;
export type StaffRule = (typeof STAFF_RULES)[number];

export const ALERT_LEVELS = ["warning", "critical"] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

export const CHANNEL_KINDS = ["email", "slack", "discord", "webhook"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
/** As many an installation can have. */
export const MAX_CHANNELS = 20;

export interface RuleTerms {
  title: string;
  /** What a number of it is. */
  unit: "percent" | "seconds" | "count";
  /** On which side of a threshold it is bad. */
  bad: "below" | "above";
  /** How far back a level looks; null for the state of this moment. */
  windowMinutes: Record<AlertLevel, number> | null;
  /** So long it must be bad before it fires: windows wait by themselves. */
  afterSeconds: number;
  /** The largest threshold that makes sense. */
  most: number;
  defaults: { warning: number | null; critical: number | null; minimumTries: number | null };
}

const WINDOWS = { warning: 15, critical: 5 } as const;

export const RULE_TERMS: Record<StaffRule, RuleTerms> = {
  success_rate: {
    title: "Success rate",
    unit: "percent",
    bad: "below",
    windowMinutes: WINDOWS,
    afterSeconds: 0,
    most: 100,
    defaults: { warning: 95, critical: 80, minimumTries: 20 },
  },
  latency: {
    title: "Mean latency",
    unit: "seconds",
    bad: "above",
    windowMinutes: WINDOWS,
    afterSeconds: 0,
    most: 60,
    defaults: { warning: 5, critical: 15, minimumTries: 20 },
  },
  dead_letters: {
    title: "Dead letters",
    unit: "count",
    bad: "above",
    windowMinutes: null,
    afterSeconds: 0,
    most: 99_999,
    defaults: { warning: 50, critical: 200, minimumTries: null },
  },
  breakers: {
    title: "Open breakers",
    unit: "count",
    bad: "above",
    windowMinutes: null,
    afterSeconds: 0,
    most: 100_000,
    defaults: { warning: 0, critical: 3, minimumTries: null },
  },
  queue_age: {
    title: "Queue age",
    unit: "seconds",
    bad: "above",
    windowMinutes: null,
    afterSeconds: 60,
    most: 86_400,
    defaults: { warning: 30, critical: 120, minimumTries: null },
  },
  workers: {
    title: "No worker",
    unit: "seconds",
    bad: "above",
    windowMinutes: null,
    afterSeconds: 0,
    most: 3_600,
    defaults: { warning: null, critical: 60, minimumTries: null },
  },
  egress_proxy: {
    title: "Egress proxy",
    unit: "seconds",
    bad: "above",
    windowMinutes: null,
    afterSeconds: 0,
    most: 3_600,
    defaults: { warning: null, critical: 60, minimumTries: null },
  },
};

/** How often it is told again while it lasts. */
export const REPEAT_MINUTES = 240;
/** So long it must look better before it is over, or less bad: what comes and goes is one alert. */
export const CLEAR_MINUTES = 5;
