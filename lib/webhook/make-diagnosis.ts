import type { Cause } from "@/lib/webhook/cause.ts";
import type { Diagnosis, DiagnosisCode } from "@/lib/webhook/diagnosis.ts";

/** What a diagnosis says besides its code. */
export type Particulars = Partial<Pick<Diagnosis, "values" | "status" | "action">>;

export function makeDiagnosis(
  cause: Cause,
  who: Diagnosis["who"],
  code: DiagnosisCode,
  { values = {}, status = null, action = "none" }: Particulars = {},
): Diagnosis {
  return { cause, code, values, status, who, action };
}
