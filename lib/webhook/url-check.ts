import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";
import { diagnose } from "@/lib/webhook/diagnosis.ts";
import { diagnosisInEnglish } from "@/lib/webhook/diagnosis-words.ts";

/** What connecting to a URL showed. */
export type UrlEvidence = {
  url: URL;
  class: AttemptClass;
  detail: string | null;
  remoteAddress: string | null;
  tlsVersion: string | null;
  /** ISO 8601 */
  certificateNotAfter: string | null;
  timeoutMs: number;
  nowMs: number;
};

export type UrlFindings = {
  ok: boolean;
  reachable: boolean;
  message: string;
  hint: string | null;
  tlsVersion: string | null;
  certificateNotAfter: string | null;
  certificateDaysLeft: number | null;
  remoteAddress: string | null;
};

const DAY_MS = 86_400_000;
/** Certificates that renew themselves do so a month before their end; one that has less than this is forgotten. */
const SOON_DAYS = 14;

/** Says in plain words what was found, to the person who typed the URL. */
export function describeUrlCheck(evidence: UrlEvidence): UrlFindings {
  const { tlsVersion, certificateNotAfter, remoteAddress } = evidence;
  const daysLeft =
    certificateNotAfter === null ? null : Math.floor((Date.parse(certificateNotAfter) - evidence.nowMs) / DAY_MS);
  const { ok, message, hint } = evidence.class === "success" ? reached(evidence, daysLeft) : notReached(evidence);
  return {
    ok,
    // Through a proxy no address is known; whoever answers a handshake was reached.
    reachable: remoteAddress !== null || ok || evidence.class.startsWith("tls_"),
    message,
    hint,
    tlsVersion,
    certificateNotAfter,
    certificateDaysLeft: daysLeft,
    remoteAddress,
  };
}

/** Found out without connecting to anything. */
export function withoutConnection(words: Pick<UrlFindings, "ok" | "reachable" | "message" | "hint">): UrlFindings {
  const nothing = { tlsVersion: null, certificateNotAfter: null, certificateDaysLeft: null, remoteAddress: null };
  return { ...words, ...nothing };
}

type Words = Pick<UrlFindings, "ok" | "message" | "hint">;

function reached({ url }: UrlEvidence, daysLeft: number | null): Words {
  if (url.protocol === "http:") {
    return { ok: true, message: "Reachable, without encryption.", hint: "Anybody on the way can read what we send." };
  }
  if (daysLeft === null) return { ok: true, message: "Reachable over a secure connection.", hint: null };
  if (daysLeft >= SOON_DAYS) {
    return { ok: true, message: `Reachable. Certificate valid for ${daysLeft} days.`, hint: null };
  }
  const left = daysLeft === 0 ? "less than a day" : daysLeft === 1 ? "1 more day" : `${daysLeft} more days`;
  return {
    ok: true,
    message: `Reachable. The certificate is valid for ${left} only.`,
    hint: "Renew it: once it has expired nothing can be delivered.",
  };
}

function notReached(evidence: UrlEvidence): Words {
  const { url, detail, certificateNotAfter, timeoutMs, nowMs } = evidence;
  const startedAt = new Date(nowMs).toISOString();
  const diagnosis = diagnose({
    class: evidence.class,
    statusCode: null,
    detail,
    host: url.hostname,
    port: Number(url.port || (url.protocol === "http:" ? 80 : 443)),
    url: url.href,
    responseHeaders: {},
    responseBodyText: null,
    certificateNotAfter,
    timeoutMs,
    messageId: "",
    startedAt,
  });
  if (diagnosis.who === "us")
    return { ok: false, message: "The check could not be made.", hint: "You can save the URL all the same." };
  const { says, suggests } = diagnosisInEnglish(diagnosis, startedAt);
  return { ok: false, message: says, hint: suggests };
}
