/** One choice of a filter field: its words for the table, and what it adds to the query. */
export interface Choice<F> {
  words: string;
  filter: F;
}

export interface Combination<F> {
  words: string;
  filter: F;
}

const MAX_LARGER = 60;

/**
 * No filter, each choice alone, every pair of choices of two fields, and a fixed sample of three and more: taken at a
 * constant stride, so that every run measures the same.
 */
export function combinationsOf<F extends object>(fields: Choice<F>[][], none: F): Combination<F>[] {
  let all: Choice<F>[][] = [[]];
  for (const choices of fields) {
    all = all.flatMap((before) => [before, ...choices.map((choice) => [...before, choice])]);
  }
  const small = all.filter((chosen) => chosen.length <= 2);
  const large = all.filter((chosen) => chosen.length > 2);
  const stride = Math.max(1, Math.ceil(large.length / MAX_LARGER));
  return [...small, ...large.filter((_, i) => i % stride === 0)].map((chosen) => ({
    words: chosen.length === 0 ? "no filter" : chosen.map((choice) => choice.words).join(" + "),
    filter: Object.assign({ ...none }, ...chosen.map((choice) => choice.filter)) as F,
  }));
}
