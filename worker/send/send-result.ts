import { type AttemptPhase, classifyError, type Outcome } from "@/lib/webhook/outcome.ts";
import type { DialRules } from "@/worker/send/dial-rules.ts";

export type SendPhase = "resolved" | "connected" | "secured" | "sent" | "responded";

export type SendRequest = {
  /** POST when left out. */
  method?: string;
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** For the whole exchange, from the look-up of the name to the last byte of the reply. */
  timeoutMs: number;
  /** Of the endpoint; without them the sender's own. */
  rules?: DialRules;
  /** Told as it happens; `atMs` counts from the call of `send`. */
  onPhase?: (phase: SendPhase, atMs: number) => void;
};

export type SendResult = {
  outcome: Outcome;
  statusCode: number | null;
  /** Names in lower case; repeated headers are joined. */
  responseHeaders: Record<string, string> | null;
  responseBody: Buffer | null;
  /** The stored body is not all of what the receiver sent or announced. */
  responseTruncated: boolean;
  durationMs: number;
  phases: {
    dnsMs: number | null;
    connectMs: number | null;
    tlsMs: number | null;
    waitMs: number | null;
    bodyMs: number | null;
  };
  /** The connection had carried an exchange before, so that opening it took no time. */
  reused: boolean;
  remoteAddress: string | null;
  tlsVersion: string | null;
  certificateNotAfter: Date | null;
};

/** The result of a request that never became an exchange. */
export function refuse(error: unknown, phase: AttemptPhase): SendResult {
  return notSent({ kind: "no_response", ...classifyError(error, phase) }, 0);
}

/** The result of a try that ended before its request was sent. */
export function notSent(outcome: Outcome, durationMs: number): SendResult {
  return {
    outcome,
    statusCode: null,
    responseHeaders: null,
    responseBody: null,
    responseTruncated: false,
    durationMs,
    phases: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, bodyMs: null },
    reused: false,
    remoteAddress: null,
    tlsVersion: null,
    certificateNotAfter: null,
  };
}
