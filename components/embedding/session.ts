import { post } from "@/components/embedding/channel.ts";
import { holdBearer, holdsBearer } from "@/components/embedding/page-fetch.ts";
import { keepsCookies } from "@/components/portal/entrance.ts";
import { createClient } from "@/lib/contract/client.ts";

const call = createClient();
/** Before a session that only this document holds ends: the page around needs a moment to get a new code. */
const AHEAD_MS = 60_000;
/** Nothing waits longer, and a timer knows no larger number. */
const LONGEST_MS = 2_000_000_000;

let asked = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks the page around for a new code; once, until it has brought one. */
export function askForSession(): void {
  if (asked) return;
  asked = true;
  post({ type: "session-expired" });
}

/** Tells the page around how long the session lives. One in memory is renewed before its end, so that nobody notices. */
export function tellSession(expiresAt: string): void {
  post({ type: "session", expiresAt });
  clearTimeout(timer);
  const leftMs = Date.parse(expiresAt) - Date.now() - (holdsBearer() ? AHEAD_MS : 0);
  timer = setTimeout(askForSession, Math.min(Math.max(leftMs, 0), LONGEST_MS));
}

/** Spends a code that the page around has brought. @returns the application, or null for a code that opens nothing */
export async function renewSession(code: string): Promise<string | null> {
  asked = false;
  const bearer = holdsBearer() || !keepsCookies();
  try {
    const session = await call("POST /auth/portal/exchange", { body: { code, bearer } });
    if (session.token) holdBearer(session.token);
    tellSession(session.expiresAt);
    return session.applicationId;
  } catch {
    return null;
  }
}
