import { API } from "@/e2e/faults/matrix/api.ts";
import { CLOCK } from "@/e2e/faults/matrix/clock.ts";
import { DNS } from "@/e2e/faults/matrix/dns.ts";
import { SOAK } from "@/e2e/faults/matrix/later.ts";
import { POSTGRES } from "@/e2e/faults/matrix/postgres.ts";
import { PROCESS } from "@/e2e/faults/matrix/process.ts";
import { RECEIVER } from "@/e2e/faults/matrix/receiver.ts";
import type { Row } from "@/e2e/faults/matrix/row.ts";
import { TLS } from "@/e2e/faults/matrix/tls.ts";
import { TRANSFORMATION } from "@/e2e/faults/matrix/transformation.ts";
import { type Area, rowsOf } from "@/e2e/proof.ts";

/** Every fault that the service must withstand. A test says which rows it covers at the start of its title: `P1 G2 a worker …`. */
export const MATRIX: readonly Area<Row>[] = [
  { name: "Process", rows: PROCESS },
  { name: "PostgreSQL", rows: POSTGRES },
  { name: "Clock", rows: CLOCK },
  { name: "Receiver", rows: RECEIVER },
  { name: "TLS", rows: TLS },
  { name: "DNS", rows: DNS },
  { name: "API", rows: API },
  { name: "Transformation", rows: TRANSFORMATION },
  { name: "Soak", rows: SOAK },
];
export const ROWS = rowsOf(MATRIX);

/** The ids that a title starts with. */
export function rowIdsOf(title: string): string[] {
  const [ids = ""] = /^(?:[A-Z]\d{1,2} )+/.exec(title) ?? [];
  return ids.split(" ").filter((id) => id !== "");
}
