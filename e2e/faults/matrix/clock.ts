import { NOT_WRITTEN, type Row } from "@/e2e/faults/matrix/row.ts";

export const CLOCK: readonly Row[] = [
  {
    id: "C1",
    inject: "the worker's clock an hour ahead, and an hour behind",
    expect: "the schedule follows the database's time; no lease is taken early",
    notRun: NOT_WRITTEN,
  },
  {
    id: "C2",
    inject: "the database's clock steps by ten minutes",
    expect: "nothing is claimed twice; retries shift by the step at most",
    notRun: NOT_WRITTEN,
  },
  {
    id: "C3",
    inject: "daylight saving, a leap day, the end of a year",
    expect: "partitions and retention are right in UTC",
    notRun: NOT_WRITTEN,
  },
];
