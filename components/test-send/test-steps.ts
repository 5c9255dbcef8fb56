import type { useTranslations } from "use-intl";
import type { ReachedPhase } from "@/components/test-send/follow-delivery.ts";
import type { PhaseStep } from "@/components/ui/phase-steps.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

const ORDER: ReachedPhase[] = ["resolved", "connected", "secured", "sent", "responded"];

type Translate = ReturnType<typeof useTranslations<"test-send">>;

/** Where a try without a reply came to its end, by its cause. */
const ENDS: Record<string, ReachedPhase> = {
  dns: "resolved",
  blocked_address: "resolved",
  connect_refused: "connected",
  connect_timeout: "connected",
  tls_expired: "secured",
  tls_untrusted: "secured",
  tls_name: "secured",
  tls_protocol: "secured",
  configuration: "sent",
  internal: "sent",
};

const REASONS: Record<number, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  301: "Moved",
  302: "Found",
  307: "Redirect",
  308: "Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too Large",
  415: "Unsupported Type",
  422: "Unprocessable",
  429: "Too Many Requests",
  500: "Server Error",
  502: "Bad Gateway",
  503: "Unavailable",
  504: "Gateway Timeout",
};

function statusWords(code: number): string {
  return REASONS[code] ? `${code} ${REASONS[code]}` : String(code);
}

/** A step that this URL does not have is left out: no name to look up in an address, no encryption over http. */
function phasesOf(url: string): ReachedPhase[] {
  let parsed: URL | null = null;
  try {
    parsed = new URL(url);
  } catch {
    return ORDER;
  }
  const isAddress = /^\[|^\d{1,3}(\.\d{1,3}){3}$/.test(parsed.hostname);
  return ORDER.filter(
    (phase) => !(phase === "secured" && parsed.protocol === "http:") && !(phase === "resolved" && isAddress),
  );
}

/** While it runs: what has been reached, and what is being done now. */
export function runningSteps(url: string, reached: readonly ReachedPhase[], t: Translate): PhaseStep[] {
  const furthest = Math.max(-1, ...reached.map((phase) => ORDER.indexOf(phase)));
  let doing = false;
  return phasesOf(url).map((phase) => {
    if (ORDER.indexOf(phase) <= furthest) return { id: phase, label: t(`done.${phase}`), state: "done" };
    const state = doing ? "waiting" : "doing";
    doing = true;
    return { id: phase, label: state === "doing" ? t(`doing.${phase}`) : t(`done.${phase}`), state };
  });
}

type Outcome = Pick<AttemptDetailOut, "outcome" | "cause" | "statusCode" | "durationMs" | "phases">;

/** When it is over, from what was recorded: a stream may have missed a phase. */
export function finishedSteps(url: string, attempt: Outcome, t: Translate): PhaseStep[] {
  const { outcome, cause, statusCode, durationMs, phases } = attempt;
  const end = statusCode !== null ? "responded" : (ENDS[cause ?? ""] ?? "responded");
  const all = phasesOf(url);
  // An address that may not be reached has no step of its own when there is no name to look up.
  const endIndex = all.includes(end) ? all.indexOf(end) : 0;
  const ms: Partial<Record<ReachedPhase, number | null>> = {
    resolved: phases.dnsMs,
    connected: phases.connectMs,
    secured: phases.tlsMs,
  };
  return all.map((phase, index): PhaseStep => {
    if (index > endIndex) return { id: phase, label: t(`done.${phase}`), state: "waiting" };
    if (phase === "responded" && statusCode !== null) {
      const state = outcome === "succeeded" ? "done" : "failed";
      return { id: phase, label: statusWords(statusCode), state, ms: durationMs };
    }
    if (index < endIndex) return { id: phase, label: t(`done.${phase}`), state: "done", ms: ms[phase] ?? null };
    if (cause === "blocked_address") return { id: phase, label: t("ended.notAllowed"), state: "failed" };
    return { id: phase, label: t(`ended.${phase}`), state: "failed" };
  });
}
