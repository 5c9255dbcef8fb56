const NBSP = "\u00a0";
const COUNT = new Intl.NumberFormat("en");

/** `12,408`. */
export function formatCount(n: number): string {
  return COUNT.format(n);
}

/** `12 endpoints`, `1 endpoint`: the number never breaks from its noun. */
export function formatQuantity(n: number, one: string, many: string): string {
  return `${formatCount(n)}${NBSP}${n === 1 ? one : many}`;
}
