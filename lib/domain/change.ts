import { isDeepStrictEqual } from "node:util";

export interface Change {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What the audit log shows of an update: only the fields that are different now. */
export function changeOf(before: object, after: object): Change {
  const old: Record<string, unknown> = Object.fromEntries(Object.entries(before));
  const now: Record<string, unknown> = Object.fromEntries(Object.entries(after));
  const fields = Object.keys(now).filter(
    (field) => field !== "updatedAt" && !isDeepStrictEqual(old[field] ?? null, now[field] ?? null),
  );
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
  return { before: pick(old), after: pick(now) };
}
