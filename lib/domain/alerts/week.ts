import { partsOf } from "@/lib/contract/zone-parts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING_HOUR = 8;

interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  /** 0 is Monday. */
  weekday: number;
}

function localTime(ms: number, timeZone: string): LocalTime & { asUtcMs: number } {
  const { year, month, day, hour, minute, second } = partsOf(ms, timeZone);
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute, second);
  return { year, month, day, hour, weekday: (new Date(asUtcMs).getUTCDay() + 6) % 7, asUtcMs };
}

/** When a day begins there: what its midnight is in UTC, with the offset that holds then. */
function midnight({ year, month, day }: Pick<LocalTime, "year" | "month" | "day">, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, day);
  let ms = wanted;
  // Twice: the first guess may lie on the other side of a change of clocks.
  for (let i = 0; i < 2; i++) ms += wanted - localTime(ms, timeZone).asUtcMs;
  return ms;
}

/**
 * The week that ended last night, when it is Monday morning there, from eight on; else null.
 * @returns its bounds, and the Monday's date as a name for it
 */
export function endedWeek(timeZone: string, nowMs: number): { fromMs: number; toMs: number; name: string } | null {
  const local = localTime(nowMs, timeZone);
  if (local.weekday !== 0 || local.hour < MORNING_HOUR) return null;
  const toMs = midnight(local, timeZone);
  const before = new Date(Date.UTC(local.year, local.month - 1, local.day) - 7 * DAY_MS);
  const firstDay = { year: before.getUTCFullYear(), month: before.getUTCMonth() + 1, day: before.getUTCDate() };
  const name = [local.year, local.month, local.day].map((n) => String(n).padStart(2, "0")).join("-");
  return { fromMs: midnight(firstDay, timeZone), toMs, name };
}
