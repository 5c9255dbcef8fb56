/** What lost a race for locks is run again so often. */
export const RACES = 5;

/**
 * A deadlock or a serialization failure: PostgreSQL has undone everything, and the same may succeed now. Prisma names it
 * P2034, or wraps what the driver said.
 */
export function isLostRace(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 5) return false;
  const { code, originalCode, meta, cause, driverAdapterError } = error as Record<string, unknown>;
  if ([code, originalCode].some((one) => typeof one === "string" && /^(40001|40P01|P2034)$/.test(one))) return true;
  return [meta, cause, driverAdapterError].some((inner) => isLostRace(inner, depth + 1));
}
