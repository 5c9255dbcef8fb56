import { followClock } from "@/components/ui/server-clock.ts";
import { createClient } from "@/lib/contract/client.ts";

/** Whose deliveries a screen shows, and which session asks for them. */
export type DeliveryScope = {
  surface: "portal" | "console";
  /** `app_…`; null is every application, with a column that names it. */
  applicationId: string | null;
  /** `ep_…`: one endpoint's deliveries, without the column that names it. */
  endpointId?: string;
};

/** What the reader may do. In the portal a forbidden action is absent; the console shows it with its reason. */
export type Abilities = {
  replay: boolean;
  manageEndpoints: boolean;
  reason?: string;
};

export function scopeKey({ surface, applicationId, endpointId }: DeliveryScope) {
  return [surface, applicationId ?? "all", endpointId ?? "any"] as const;
}

/** Of the console, where "Reveal" adds one while it lasts. */
export const CONSOLE_HEADERS: Record<string, string> = { "x-posthorn-console": "1" };

/** The headers by which the server knows which of a browser's sessions acts. */
export function sessionHeaders({ surface, applicationId }: DeliveryScope): Record<string, string> {
  if (surface === "console") return CONSOLE_HEADERS;
  return applicationId === null ? {} : { "x-posthorn-application": applicationId };
}

/** Nothing typed is lost: a new session in another tab serves this page too. */
export const SIGNED_OUT = {
  portal: "Your session ended. Open your webhooks again in another tab, then try again here: nothing typed is lost.",
  console: "You are signed out. Sign in again in another tab, then try again here: nothing typed is lost.",
} as const;

export function clientOf(scope: DeliveryScope, headers: Record<string, string> = {}) {
  return createClient({
    // Read at each call: a screen keeps its client while the headers change.
    headers: () => ({ ...sessionHeaders(scope), ...headers }),
    signedOut: SIGNED_OUT[scope.surface],
    onAnswer: followClock,
  });
}

/** A key of its own for each press, so that a request that is sent twice is one replay. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
