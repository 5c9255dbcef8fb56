const UNIT_SECONDS: Record<string, number> = { s: 1, sec: 1, m: 60, min: 60, h: 3600, d: 86_400 };
const WAIT = /^(\d+(?:\.\d+)?)\s*(sec|min|[smhd])?$/;
/** `5 min` is one word. */
const SPACED_UNIT = /(\d)\s+(?=(?:sec|min|[smhd])\b)/gi;

/** `5s`, `30m`, `1.5 h`, or bare seconds, as whole seconds; null for what is no time. */
export function parseWait(text: string): number | null {
  const match = WAIT.exec(text.trim().toLowerCase());
  if (!match) return null;
  return Math.round(Number(match[1]) * (UNIT_SECONDS[match[2] ?? "s"] ?? 1));
}

/** `5s 5m 30m 2h`, with spaces or commas between: the seconds of each; or the first word that is no time. */
export function parseWaits(text: string): { seconds: number[] } | { wrong: string } {
  const words = text
    .replace(SPACED_UNIT, "$1")
    .split(/[\s,;]+/)
    .filter(Boolean);
  const seconds: number[] = [];
  for (const word of words) {
    const one = parseWait(word);
    if (one === null || one < 1) return { wrong: word };
    seconds.push(one);
  }
  return { seconds };
}

/** The way back: the largest unit that leaves no rest. */
export function formatWait(seconds: number): string {
  const unit = (["d", "h", "m"] as const).find((name) => seconds > 0 && seconds % (UNIT_SECONDS[name] ?? 1) === 0);
  return unit ? `${seconds / (UNIT_SECONDS[unit] ?? 1)}${unit}` : `${seconds}s`;
}

export function formatWaits(seconds: readonly number[]): string {
  return seconds.map(formatWait).join(" ");
}
