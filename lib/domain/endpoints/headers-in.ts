import { InvalidInput, ProblemError } from "@/lib/errors.ts";
import { checkCustomHeaders, isSensitiveHeader, maskHeaderValue } from "@/lib/webhook/headers.ts";

/** @throws ProblemError with one issue for each header that may not be sent */
export function checkHeaders(headers: Record<string, string>): void {
  const issues = checkCustomHeaders(headers).map(({ name, reason }) => ({
    loc: ["body", "headers", name],
    msg: reason,
    type: "value_error.header",
  }));
  const [first] = issues;
  if (first) throw new ProblemError("validation", first.msg, { issues });
}

/** Headers after a patch: names are the same in any case, null deletes. */
export function patchHeaders(
  stored: Record<string, string>,
  patch: Record<string, string | null>,
  deleteHeaders: readonly string[] = [],
): Record<string, string> {
  const named = Object.keys(patch).map((name) => name.toLowerCase());
  if (new Set(named).size < named.length) throw new InvalidInput(["body", "headers"], "A header is listed twice.");

  const gone = new Set([...named, ...deleteHeaders.map((name) => name.toLowerCase())]);
  const kept = Object.entries(stored).filter(([name]) => !gone.has(name.toLowerCase()));
  const set = Object.entries(patch).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries([...kept, ...set]);
}

/** As the audit log has them. */
export function maskedHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSensitiveHeader(name) ? "••••" : maskHeaderValue(value)]),
  );
}
