export const PHASES = ["queue", "rate", "dns", "connect", "tls", "wait", "body"] as const;
export type PhaseName = (typeof PHASES)[number];

/** Milliseconds of each phase in their order; null where it could not be measured or did not happen. */
export type Phases = Record<PhaseName, number | null>;

type Span = { start: number; width: number };

type WaterfallScale = {
  /** Shares of the width, 0 to 1. */
  spans: Record<PhaseName, Span | null>;
  totalMs: number | null;
  /** The wait before the request was so long that its bar is cut. */
  cut: boolean;
  /** Where sending begins. */
  sendStart: number;
  /** Shares per millisecond of sending. */
  perMs: number;
};

const CUT_SHARE = 0.25;

/** One scale for all phases, except that a wait of more than twice the sending gets a quarter, and says so. */
export function waterfallScale(phases: Phases): WaterfallScale {
  const length = (phase: PhaseName) => Math.max(0, phases[phase] ?? 0);
  const before = length("queue") + length("rate");
  const sending = PHASES.slice(2).reduce((sum, phase) => sum + length(phase), 0);
  const cut = sending > 0 && before > 2 * sending;
  const whole = before + sending || 1;

  const perMsBefore = cut ? CUT_SHARE / before : 1 / whole;
  const perMs = cut ? (1 - CUT_SHARE) / sending : 1 / whole;

  const spans: Record<PhaseName, Span | null> = {
    queue: null,
    rate: null,
    dns: null,
    connect: null,
    tls: null,
    wait: null,
    body: null,
  };
  let start = 0;
  for (const phase of PHASES) {
    if (phases[phase] === null) continue;
    const width = length(phase) * (phase === "queue" || phase === "rate" ? perMsBefore : perMs);
    spans[phase] = { start, width };
    start += width;
  }
  const measured = PHASES.some((phase) => phases[phase] !== null);
  return { spans, totalMs: measured ? before + sending : null, cut, sendStart: before * perMsBefore, perMs };
}
