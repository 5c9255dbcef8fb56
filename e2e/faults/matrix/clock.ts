import type { Row } from "@/e2e/faults/matrix/row.ts";

export const CLOCK: readonly Row[] = [
  {
    id: "C1",
    inject: "the worker's clock an hour ahead, and an hour behind",
    expect: "the schedule follows the database's time; no lease is taken early",
  },
  {
    id: "C2",
    inject: "the database's clock steps by ten minutes (every stored time is moved against it)",
    expect: "nothing is claimed twice; retries shift by the step at most",
  },
  {
    id: "C3",
    inject: "daylight saving, a leap day, the end of a year",
    expect: "partitions and retention are right in UTC",
    tests: ["lib/domain/maintenance/partitions.db.test.ts"],
  },
];
