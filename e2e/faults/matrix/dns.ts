import type { Row } from "@/e2e/faults/matrix/row.ts";

export const DNS: readonly Row[] = [
  { id: "N1", inject: "NXDOMAIN", expect: "dns_error" },
  { id: "N2", inject: "SERVFAIL", expect: "dns_error" },
  { id: "N3", inject: "a name server that does not answer", expect: "dns_error in bounded time" },
  { id: "N4", inject: "an answer without addresses", expect: "dns_error" },
  { id: "N5", inject: "more than 512 addresses", expect: "bounded time and memory" },
  {
    id: "N6",
    inject: "a name that comes back after ten minutes (compressed)",
    expect: "failures are remembered for 30 s at most",
  },
];
