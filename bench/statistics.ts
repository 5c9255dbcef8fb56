export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Events a second between two shares of them, such as 0.1 and 0.9. */
export function rateBetween(stamps: number[], fromShare: number, toShare: number): number {
  const sorted = Float64Array.from(stamps).sort();
  const from = Math.floor((sorted.length - 1) * fromShare);
  const to = Math.floor((sorted.length - 1) * toShare);
  return ((to - from) * 1000) / ((sorted[to] ?? 0) - (sorted[from] ?? 0));
}

/** Events a second between 10 % and 90 % of them: start and end are not steady. */
export const steadyRate = (stamps: number[]): number => rateBetween(stamps, 0.1, 0.9);

/** The straight line through the points: its slope, and the standard error of that. */
export function slopeOf(points: { x: number; y: number }[]): { slope: number; error: number } {
  const n = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) };
}
