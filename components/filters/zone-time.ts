import { offsetText } from "@/lib/contract/zone-parts.ts";

function offsetMs(ms: number, zone: string): number {
  const [, sign, hours, minutes] = /^([+−])(\d\d):(\d\d)$/.exec(offsetText(ms, zone)) ?? [];
  return (sign === "−" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** What a clock on the wall of that zone shows, in the form of a `datetime-local` field. */
export function wallTime(ms: number, zone: string): string {
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 16);
}

/** The moment at which that clock shows this; null for text that is no date. */
export function momentOfWall(text: string, zone: string): number | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The zone's offset is that of the moment, which is not known yet: the second guess is right except within the
  // hour that a change of the clocks repeats or skips.
  const guess = asUtc - offsetMs(asUtc, zone);
  return asUtc - offsetMs(guess, zone);
}
