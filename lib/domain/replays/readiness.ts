import { IS_CANCELING } from "@/lib/domain/deliveries/cancel-chunk.ts";
import type { WaitsFor } from "@/lib/domain/tasks/row.ts";

/** Whether an endpoint may get something now. */
export interface Readiness {
  id: string;
  deleted: boolean;
  off: boolean;
  paused: boolean;
  breaker: boolean;
  /** The pause of its breaker is over: one may go. */
  probe: boolean;
}

/** Columns of it, of an endpoint `e`, its application `a` and its health `h`, which may be missing. */
export const READINESS = `e.id, e.deleted_at is not null as deleted, e.disabled_at is not null as off,
  e.paused_at is not null or a.suspended_at is not null or ${IS_CANCELING} as paused,
  coalesce(h.breaker_state, 0) > 0 as breaker, coalesce(h.breaker_until <= now(), false) as probe`;

export const isHeld = ({ off, paused, breaker }: Readiness) => off || paused || breaker;

/** While a breaker is open one goes as a probe when it is time. */
export const mayProbe = ({ off, paused, breaker, probe }: Readiness) => breaker && probe && !off && !paused;

/** Of several reasons one that passes by itself is preferred. */
export function reasonOf(held: readonly Readiness[]): WaitsFor | null {
  if (held.some(({ off, paused }) => !off && !paused)) return "breaker";
  if (held.some(({ off }) => !off)) return "endpoint_paused";
  return held.length > 0 ? "endpoint_off" : null;
}
