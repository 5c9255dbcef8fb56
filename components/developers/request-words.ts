import type { Format } from "@/components/ui/format.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

type Issue = { loc?: unknown; msg?: unknown };

/** What was wrong, in a sentence or some: as the answer said it. Null when nothing was. */
export function problemWords(problem: unknown): string | null {
  if (typeof problem !== "object" || problem === null || !("detail" in problem)) return null;
  const { detail } = problem;
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return null;
  return detail.map((issue: Issue) => issueWords(issue)).join(" ");
}

function issueWords({ loc, msg }: Issue): string {
  const place = Array.isArray(loc) ? loc.slice(1).join(".") : "";
  const text = String(msg ?? "is wrong");
  // Some are whole sentences, some go on after the name of the field.
  const sentence = !place || /^[A-Z]/.test(text) ? text : `${place} ${text}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** What to do about it, for what happens to everybody who begins. */
export function nextStep({ status, problem, key, credentialEnd }: ApiRequestOut): string | null {
  const code = typeof problem === "object" && problem !== null && "code" in problem ? problem.code : null;
  if (status === 401 && !key) {
    return credentialEnd
      ? `No live key ends in ${credentialEnd}. Copy a key of this installation; a revoked one stays refused.`
      : "Send the key as “authorization: Bearer ph_live_…”. An empty shell variable sends nothing.";
  }
  if (code === "conflict") return "It is there already, from an earlier request: go on with the next step.";
  if (status === 404) return "Nothing has this id or uid. Create it first, or look at how it is spelt.";
  if (status === 403) return "The key may not do this. Make another one with the scope that is named.";
  if (status === 422) return "Change what is named and send it again; nothing was stored.";
  if (status >= 500) return "This is on our side. Send it again in a moment.";
  return null;
}

const IDEMPOTENCY = {
  first: "done for the first time with its key",
  repeated: "answered from the first request with its key",
  reused: "refused: another request had its key",
} as const;

export const idempotencyWords = ({ idempotency }: Pick<ApiRequestOut, "idempotency">) =>
  idempotency === null ? "sent without a key" : IDEMPOTENCY[idempotency];

export const keyWords = ({ key, credentialEnd }: Pick<ApiRequestOut, "key" | "credentialEnd">) =>
  key ? key.name : credentialEnd ? `unknown, ends in ${credentialEnd}` : "none";

export const sizeWords = (bytes: number | null, format: Pick<Format, "bytes">) =>
  bytes === null ? "not told" : format.bytes(bytes);

/** The same request as a command. The key is left to who has it, and a body was never kept. */
export function toCurl({ method, path, key }: ApiRequestOut, publicUrl: string): string {
  const hasBody = method !== "GET" && method !== "DELETE";
  const lines = [
    `curl -X ${method} '${publicUrl}${path.replaceAll("'", "%27")}'`,
    '-H "authorization: Bearer $POSTHORN_API_KEY"',
    ...(hasBody ? ['-H "content-type: application/json"', "-d @body.json"] : []),
  ];
  const notes = [
    ...(key ? [`# POSTHORN_API_KEY: ${key.name}, ph_live_••••${key.last4}`] : []),
    ...(hasBody ? ["# body.json: bodies are not kept"] : []),
  ];
  return [...notes, lines.join(" \\\n  ")].join("\n");
}
