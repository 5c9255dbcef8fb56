/** Lines of two texts side by side. `same` stands on both sides; `skip` stands for so many that do. */
export type DiffRow =
  | { kind: "same"; text: string }
  | { kind: "changed"; before: string | null; after: string | null }
  | { kind: "skip"; count: number };

/** The work grows with the product of what differs. */
const MAX_CELLS = 1_000_000;
/** Lines around a change that are shown. */
const CONTEXT = 3;

/** @returns null when the texts are too long to be compared in a moment */
export function diffLines(before: string, after: string): DiffRow[] | null {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (left.length * right.length > MAX_CELLS) return null;
  const same = (lines: string[]): DiffRow[] => lines.map((text) => ({ kind: "same", text }));
  return folded([...same(a.slice(0, head)), ...between(left, right), ...same(a.slice(a.length - tail))]);
}

/** Longest common subsequence of what lies between the first and the last difference. */
function between(a: string[], b: string[]): DiffRow[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const rows: DiffRow[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let n = 0; n < Math.max(removed.length, added.length); n++)
      rows.push({ kind: "changed", before: removed[n] ?? null, after: added[n] ?? null });
    [removed, added] = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      flush();
      rows.push({ kind: "same", text: left });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      removed.push(left);
      i++;
    } else if (right !== undefined) {
      added.push(right);
      j++;
    }
  }
  flush();
  return rows;
}

/** Without the long stretches in which nothing differs. */
function folded(rows: DiffRow[]): DiffRow[] {
  const isNear = rows.map(() => false);
  for (const [index, { kind }] of rows.entries())
    if (kind === "changed") isNear.fill(true, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
  const shown: DiffRow[] = [];
  for (const [index, row] of rows.entries()) {
    const last = shown.at(-1);
    if (isNear[index]) shown.push(row);
    else if (last?.kind === "skip") last.count++;
    else shown.push({ kind: "skip", count: 1 });
  }
  return shown;
}

/** How many lines were added and removed. */
export function countChanges(before: string, after: string): { added: number; removed: number } {
  const rows = diffLines(before, after);
  if (rows === null) return { added: after.split("\n").length, removed: before.split("\n").length };
  const changed = rows.filter((row) => row.kind === "changed");
  return {
    added: changed.filter((row) => row.after !== null).length,
    removed: changed.filter((row) => row.before !== null).length,
  };
}
