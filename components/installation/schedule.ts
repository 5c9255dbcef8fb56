import type { Format } from "@/components/ui/format.ts";
import { formatQuantity } from "@/components/ui/format-number.ts";

/** When each try is made, in milliseconds after the first, before jitter. */
export function offsetsOf(delaysSeconds: readonly number[]): number[] {
  let at = 0;
  return [0, ...delaysSeconds.map((seconds) => (at += seconds * 1000))];
}

/** `8 tries over 27 h 36 min`. */
export function scheduleSentence(delaysSeconds: readonly number[], format: Pick<Format, "span">): string {
  const tries = formatQuantity(delaysSeconds.length + 1, "try", "tries");
  const last = offsetsOf(delaysSeconds).at(-1) ?? 0;
  return last === 0 ? `${tries}, and no more` : `${tries} over ${format.span(last)}`;
}
