export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Events a second between 10 % and 90 % of them: start and end are not steady. */
export function steadyRate(stamps: number[]): number {
  const sorted = [...stamps].sort((a, b) => a - b);
  const from = Math.floor(sorted.length * 0.1);
  const to = Math.floor(sorted.length * 0.9);
  const ms = (sorted[to] ?? 0) - (sorted[from] ?? 0);
  return ((to - from) * 1000) / ms;
}

export interface Row {
  id: string;
  what: string;
  target: string;
  value: string;
  met: boolean;
  detail: string;
}
