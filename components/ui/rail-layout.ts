/** The default axis: the whole default schedule ends after 27 h 35 min, so that two rails compare at a glance. */
export const RAIL_DOMAIN_MS = 28 * 3_600_000;

/** Where an offset lies on the logarithmic axis, 0 to 1. The first second is linear, so that 0 has a place. */
export function railPosition(offsetMs: number, domainMs: number = RAIL_DOMAIN_MS): number {
  const log = (ms: number) => Math.log1p(Math.max(0, ms) / 1000);
  return log(domainMs) === 0 ? 0 : Math.min(1, log(offsetMs) / log(domainMs));
}

/**
 * Places marks along `width` pixels in their order, at least `gap` apart, moving as few as possible as little as possible.
 * When they cannot all have that distance, they share the width evenly.
 */
export function placeMarks(offsetsMs: number[], width: number, gap: number): number[] {
  const last = offsetsMs.at(-1) ?? 0;
  const domain = Math.max(RAIL_DOMAIN_MS, last);
  const room = Math.max(0, width - gap);
  const step = offsetsMs.length > 1 ? Math.min(gap, room / (offsetsMs.length - 1)) : gap;

  const xs: number[] = [];
  for (const offset of offsetsMs) {
    const wanted = gap / 2 + railPosition(offset, domain) * room;
    const previous = xs.at(-1);
    xs.push(previous === undefined ? wanted : Math.max(wanted, previous + step));
  }
  // What was pushed over the end comes back from the right.
  let limit = gap / 2 + room;
  for (let index = xs.length - 1; index >= 0; index--) {
    const x = xs[index] ?? 0;
    if (x <= limit) break;
    xs[index] = limit;
    limit -= step;
  }
  return xs;
}

/** A written offset takes so many pixels. */
const LABEL = 46;

/** Offsets are written where they do not run into each other: the chosen one first, then from both ends. */
export function pickLabels(xs: number[], selected: number | undefined): Set<number> {
  const chosen = new Set<number>();
  const wanted = [selected, 0, xs.length - 1, ...xs.keys()];
  for (const index of wanted) {
    const x = index === undefined ? undefined : xs[index];
    if (index === undefined || x === undefined) continue;
    if ([...chosen].every((other) => Math.abs((xs[other] ?? 0) - x) >= LABEL)) chosen.add(index);
  }
  return chosen;
}
