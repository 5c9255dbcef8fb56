/** What is kept of a request to the API: never a body, a credential or a query string. */
export interface LoggedRequest {
  id: string;
  at: string;
  api_key_id: string | null;
  organization_id: string | null;
  method: string;
  route: string | null;
  path: string;
  status: number;
  duration_ms: number;
  idempotency: "first" | "repeated" | "reused" | null;
  request_bytes: number | null;
  response_bytes: number | null;
  problem: string | null;
  request_id: string;
  remote_address: string | null;
  user_agent: string | null;
  credential_end: string | null;
  left_out: number;
}

interface Allowance {
  tokens: number;
  atMs: number;
  /** Since one was kept. */
  leftOut: number;
}

/** Kept at once, and each second from then on, of a key: what fails is worth more than what goes well. */
const BURST = 100;
const PER_SECOND = { succeeded: 1, failed: 5 } as const;
/** What waits to be written; beyond it nothing is kept. */
const MOST_WAITING = 2_000;
const MOST_KEYS = 10_000;

/**
 * What was asked of the API within the last moments, until it is written. Bounded in every direction: by key and outcome,
 * and as a whole, so that neither many requests nor a database that is away make it grow.
 */
export function createRequestBuffer() {
  const allowances = new Map<string, Allowance>();
  let waiting: LoggedRequest[] = [];

  function allowanceOf(name: string, nowMs: number): Allowance {
    const known = allowances.get(name);
    if (known) return known;
    if (allowances.size >= MOST_KEYS) allowances.clear();
    const fresh = { tokens: BURST, atMs: nowMs, leftOut: 0 };
    allowances.set(name, fresh);
    return fresh;
  }

  return {
    /**
     * Asked before anything is put together, because most of many requests are left out.
     * @param name of the key
     * @returns how many were left out since the last one that was kept; null to leave this one out
     */
    admit(name: string, outcome: keyof typeof PER_SECOND, nowMs: number): number | null {
      const allowance = allowanceOf(`${outcome} ${name}`, nowMs);
      const earned = ((nowMs - allowance.atMs) / 1000) * PER_SECOND[outcome];
      allowance.tokens = Math.min(BURST, allowance.tokens + Math.max(0, earned));
      allowance.atMs = nowMs;
      if (allowance.tokens < 1 || waiting.length >= MOST_WAITING) {
        allowance.leftOut += 1;
        return null;
      }
      allowance.tokens -= 1;
      const { leftOut } = allowance;
      allowance.leftOut = 0;
      return leftOut;
    },
    add(request: LoggedRequest): void {
      waiting.push(request);
    },
    take(): LoggedRequest[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    size: () => waiting.length,
  };
}
