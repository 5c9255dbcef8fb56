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

/** `99.2 %`; `3 of 4` below twenty, where a percentage pretends to a precision that is not there; `–` for none. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return "–";
  if (whole < 20) return `${part} of ${whole}`;
  const percent = (part / whole) * 100;
  // 99.96 % is not "100 %": rounding must not hide the last failure, nor invent the first success.
  const rounded = part === whole ? 100 : Math.min(99.9, Math.max(part === 0 ? 0 : 0.1, Math.round(percent * 10) / 10));
  return `${rounded === 100 || rounded === 0 ? rounded : rounded.toFixed(1)}${NBSP}%`;
}

/** `312 bytes`, `20.0 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatQuantity(bytes, "byte", "bytes");
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)}${NBSP}kB`;
  return `${(bytes / 1_000_000).toFixed(1)}${NBSP}MB`;
}
