import type { Row } from "@/e2e/faults/matrix/row.ts";

const NO_TRANSFORMATIONS = "There are no transformations yet.";

export const TRANSFORM: readonly Row[] = [
  { id: "X1", inject: "a transformation that never ends", expect: "transform_timeout", notRun: NO_TRANSFORMATIONS },
  { id: "X2", inject: "one that eats memory", expect: "transform_memory", notRun: NO_TRANSFORMATIONS },
  { id: "X3", inject: "one that throws", expect: "transform_error", notRun: NO_TRANSFORMATIONS },
  { id: "X4", inject: "one that returns no JSON", expect: "transform_error", notRun: NO_TRANSFORMATIONS },
  { id: "X5", inject: "one that returns 10 MB", expect: "transform_error", notRun: NO_TRANSFORMATIONS },
  { id: "X6", inject: "prototype tricks", expect: "transform_error; others unaffected", notRun: NO_TRANSFORMATIONS },
];

export const SOAK: readonly Row[] = [
  {
    id: "S1",
    inject: "6 to 24 h at half of the maximum, with P1, G1, R8 and R20 every ten minutes",
    expect: "memory does not grow; tables grow as retention says",
    notRun: "It takes hours on a machine of its own. S2 is the short form.",
  },
  {
    id: "S2",
    inject: "100 kill -9 of workers and 20 of PostgreSQL under load",
    expect: "nothing is lost; ledgers and database agree",
  },
];
