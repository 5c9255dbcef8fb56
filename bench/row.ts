import type { Stack } from "@/bench/stack.ts";

/** One measured line of the table. */
export interface Row {
  id: string;
  what: string;
  target: string;
  value: string;
  /** null: told, but held to no target */
  met: boolean | null;
  /** What the value is a ratio to, or was measured beside, in the same run. */
  reference: string;
  detail: string;
  /** The day, and whether the machine had other work; said by whoever runs the benchmarks. */
  when?: string;
}

export interface Options {
  /** How often what is short is repeated; the median counts. */
  rounds: number;
  /** A small run that shows that everything works; its figures are not results. */
  quick: boolean;
}

/** Gets a database of its own and answers its rows. */
export type Benchmark = (stack: Stack, options: Options) => Promise<Row[]>;
