import type { Diagnosis, DiagnosisCode, Evidence } from "@/lib/webhook/diagnosis.ts";
import { makeDiagnosis } from "@/lib/webhook/make-diagnosis.ts";

/** Error codes of RFC 6749 §5.2, each with what helps against it. */
const REFUSALS: Record<string, DiagnosisCode> = {
  invalid_client: "token_invalid_client",
  unauthorized_client: "token_unauthorized_client",
  unsupported_grant_type: "token_unsupported_grant_type",
  invalid_scope: "token_invalid_scope",
  invalid_target: "token_invalid_target",
  invalid_request: "token_invalid_request",
};

/** Why no request was sent: there was no access token for it. Read from the words that `tokenProblem` writes. */
export function diagnoseNoToken({ detail }: Evidence): Diagnosis {
  const { status, code } =
    /^the token server answered (?<status>\d{3})(?: (?<code>[a-z_]+))?/.exec(detail ?? "")?.groups ?? {};
  if (status === undefined) return noAnswer(detail);
  const answer = code === undefined ? status : `${status} ${code}`;
  if (code !== undefined && Object.hasOwn(REFUSALS, code)) return make(REFUSALS[code] ?? "token_refused", { answer });
  if (status.startsWith("3")) return make("token_redirect", { answer });
  if (status === "429" || status.startsWith("5")) return make("token_busy", { answer });
  if (!status.startsWith("2")) return make("token_refused", { answer });
  const reason = /: (.*)$/.exec(detail ?? "")?.[1];
  return reason === undefined ? make("token_useless") : make("token_useless_because", { reason });
}

function noAnswer(detail: string | null): Diagnosis {
  if (detail?.includes("BLOCKED_ADDRESS")) return make("token_blocked");
  const reason = /^the token server gave no answer: (?:\w+) \((.*)\)$/.exec(detail ?? "")?.[1];
  return reason ? make("token_no_answer_because", { reason }) : make("token_no_answer");
}

function make(code: DiagnosisCode, values: Record<string, string> = {}): Diagnosis {
  return makeDiagnosis("token", "you", code, { values, action: "edit_authentication" });
}
