import type { Row } from "@/e2e/faults/matrix/row.ts";

const ESCAPES = "lib/transform/escapes.test.ts";

export const TRANSFORMATION: readonly Row[] = [
  {
    id: "X1",
    inject: "a transformation that never ends",
    expect: "transform_timeout",
    tests: ["lib/transform/pool.test.ts"],
  },
  { id: "X2", inject: "one that eats memory", expect: "transform_memory" },
  { id: "X3", inject: "one that throws", expect: "transform_error" },
  { id: "X4", inject: "one that returns no JSON", expect: "transform_error" },
  { id: "X5", inject: "one that returns 10 MB", expect: "transform_error" },
  { id: "X6", inject: "prototype tricks", expect: "transform_error; others unaffected", tests: [ESCAPES] },
];
