import type { DiagnosisOut } from "@/lib/contract/delivery-attempt.ts";
import { type AttemptRow, responseHeadersOf } from "@/lib/domain/deliveries/attempt-row.ts";
import { isExpunged } from "@/lib/domain/payloads/gone.ts";
import { redactText } from "@/lib/domain/payloads/redact.ts";
import { formatId } from "@/lib/ids.ts";
import { attemptClassOf } from "@/lib/webhook/attempt-class.ts";
import { diagnose } from "@/lib/webhook/diagnosis.ts";
import { diagnosisInEnglish } from "@/lib/webhook/diagnosis-words.ts";

/** Explains a recorded try; null when it succeeded, or was canceled. @param isShown whether words of the reply may be quoted */
export function diagnosisOf(row: AttemptRow, timeoutMs: number, isShown: boolean): DiagnosisOut | null {
  if (row.status !== 2) return null;
  const url = URL.canParse(row.url) ? new URL(row.url) : null;
  const headers: Record<string, string | undefined> = responseHeadersOf(row);
  const location = headers.location ?? null;
  const startedAt = row.started_at.toISOString();
  const evidence = {
    class: attemptClassOf(row.class),
    statusCode: row.status_code,
    detail: row.error_detail,
    host: url?.hostname ?? row.url,
    port: Number(url?.port || (url?.protocol === "http:" ? 80 : 443)),
    url: row.url,
    responseHeaders: headers,
    // Where a reply was, nothing is quoted.
    responseBodyText:
      row.response_base64 || isExpunged(row)
        ? null
        : redactText({ applicationId: row.application_id, eventType: row.event_type }, row.response_body),
    certificateNotAfter: row.certificate_not_after?.toISOString() ?? null,
    timeoutMs,
    messageId: formatId("message", row.message_id),
    startedAt,
    redirectLocation: location,
  };
  const said = diagnose(evidence);
  // Who may not see the reply is told the same without its words.
  const diagnosis = isShown || !("quote" in said.values) ? said : diagnose({ ...evidence, responseBodyText: null });
  const { cause, code, values, who, action } = diagnosis;
  return {
    cause,
    code,
    values,
    statusCode: diagnosis.status,
    ...diagnosisInEnglish(diagnosis, startedAt),
    who,
    action,
    redirectLocation: action === "use_redirect" && location ? new URL(location, row.url).href : null,
  };
}
