import { CAUSE_LABELS, type Cause } from "@/lib/webhook/cause.ts";
import type { Diagnosis } from "@/lib/webhook/diagnosis.ts";

export function makeDiagnosis(
  cause: Cause,
  who: Diagnosis["who"],
  says: string,
  suggests: string,
  action: Diagnosis["action"] = "none",
): Diagnosis {
  return { cause, label: CAUSE_LABELS[cause], says, suggests, who, action };
}
