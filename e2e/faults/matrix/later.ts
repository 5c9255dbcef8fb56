import type { Row } from "@/e2e/faults/matrix/row.ts";

export const SOAK: readonly Row[] = [
  {
    id: "S1",
    inject:
      "half an hour of load with a fault each minute: workers killed and replaced, PostgreSQL killed, restarted, its sessions ended, receivers away, slow, broken, endless",
    expect: "nothing is lost; memory, descriptors and connections do not grow; tables grow as retention says",
  },
  {
    id: "S2",
    inject: "100 kill -9 of workers and 20 of PostgreSQL under load",
    expect: "nothing is lost; ledgers and database agree",
  },
];
