// Apart from the schemas: pages need the numbers and not zod.

/** What a replay across customers needs before the first of it is sent, by its size. */
export const GUARDS = {
  /** Above it, or with more than one customer, the count is typed and a reason given. */
  confirmAbove: 10_000,
  /** Above it a second person approves. */
  approveAbove: 100_000,
  approvalHours: 24,
  /** Of so many first deliveries half must succeed, or it stops and asks. */
  sample: 100,
  usualRate: 5,
  mostRate: 1_000,
} as const;

export interface ReplaySize {
  deliveries: number;
  customers: number;
}

export interface GuardsOf {
  count: boolean;
  secondPerson: boolean;
  /** The least role of staff. */
  role: "support" | "engineer";
}

export function guardsOf({ deliveries, customers }: ReplaySize): GuardsOf {
  const isLarge = deliveries > GUARDS.confirmAbove;
  return {
    count: isLarge || customers > 1,
    secondPerson: deliveries > GUARDS.approveAbove,
    role: isLarge ? "engineer" : "support",
  };
}

/** What was counted may have become a little less until its scope was fixed, never more; a number out of the air is none. */
export function isCountConfirmed(confirmed: number | null, deliveries: number): boolean {
  if (confirmed === null || confirmed < deliveries) return false;
  return confirmed - deliveries <= Math.max(20, deliveries / 20);
}

/** Whether too many of the first have failed to go on without asking. */
export function isFailing({ sample, failed }: { sample: number; failed: number }): boolean {
  return failed * 2 > sample;
}
