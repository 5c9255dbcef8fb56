export type DiffLine = { kind: "same" | "removed" | "added"; text: string };

/** More changes than this are no help to anybody, and take long to find. */
const MAX_CHANGES = 1_000;

/**
 * The shortest way from one text to the other, line by line: the greedy algorithm of Myers (1986). null when the texts
 * have too little in common to say.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] | null {
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= Math.min(before.length + after.length, MAX_CHANGES); changes++) {
    trace.push(new Map(furthest));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const down = isDown(furthest, diagonal, changes);
      let x = down ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return wayBack(trace, before, after);
    }
  }
  return null;
}

function isDown(furthest: Map<number, number>, diagonal: number, changes: number): boolean {
  if (diagonal === -changes) return true;
  return diagonal !== changes && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1);
}

function wayBack(trace: Map<number, number>[], before: readonly string[], after: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const furthest = trace[changes] ?? new Map<number, number>();
    const down = isDown(furthest, x - y, changes);
    const fromDiagonal = down ? x - y + 1 : x - y - 1;
    const fromX = changes === 0 ? 0 : (furthest.get(fromDiagonal) ?? 0);
    const fromY = changes === 0 ? 0 : fromX - fromDiagonal;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      lines.push({ kind: "same", text: before[x] ?? "" });
    }
    if (changes === 0) break;
    lines.push(down ? { kind: "added", text: after[--y] ?? "" } : { kind: "removed", text: before[--x] ?? "" });
  }
  return lines.reverse();
}
