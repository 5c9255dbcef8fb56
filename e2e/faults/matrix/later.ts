import type { Row } from "@/e2e/faults/matrix/row.ts";

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
