import { createClient } from "@/lib/contract/client.ts";

const REMEMBERED = "posthorn-portal";
const PROBE = "ph_probe";

/** What the fragment of a portal link says, and where to go afterwards. */
export type Entrance = { code: string; next: string | null };

/** The address of a page below the portal of an application; anything else is none. */
function safeNext(next: string | null): string | null {
  return next !== null && /^\/(?![/\\])[^\\\s]*$/.test(next) ? next : null;
}

/**
 * Reads the link and takes the code out of the address bar and the history, before anything else can go wrong.
 * null for a link without a code, or one that was cut.
 */
export function readEntrance(): Entrance | null {
  const { hash, search, pathname } = window.location;
  const code = new URLSearchParams(hash.slice(1)).get("k");
  const next = safeNext(new URLSearchParams(search).get("next"));
  window.history.replaceState(window.history.state, "", pathname);
  return code !== null && /^[A-Za-z0-9_-]{16,512}$/.test(code) ? { code, next } : null;
}

/** Whether this browser keeps a cookie like the session's here: found out before the link is spent. */
export function keepsCookies(): boolean {
  const place = window.location.protocol === "https:" ? "Secure; SameSite=None; Partitioned" : "SameSite=Lax";
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support.
    document.cookie = `${PROBE}=1; Path=/; Max-Age=10; ${place}`;
    const kept = document.cookie.includes(`${PROBE}=1`);
    // biome-ignore lint/suspicious/noDocumentCookie: as above.
    document.cookie = `${PROBE}=; Path=/; Max-Age=0; ${place}`;
    return kept;
  } catch {
    return false;
  }
}

/** Which portal this browser opened last; an id alone opens nothing. */
export function rememberPortal(applicationId: string): void {
  try {
    window.localStorage.setItem(REMEMBERED, applicationId);
  } catch {
    // A frame may have no storage: then a spent link offers no way on.
  }
}

/** For somebody who opens a spent link again: the portal that is still open here, if any. */
export async function openPortalHere(): Promise<{ href: string; name: string } | null> {
  try {
    const applicationId = window.localStorage.getItem(REMEMBERED);
    if (!applicationId) return null;
    const call = createClient({ headers: { "x-posthorn-application": applicationId } });
    const session = await call("GET /app/{app_id}/portal-session", { params: { app_id: applicationId } });
    return { href: `/portal/${applicationId}/endpoints`, name: session.applicationName };
  } catch {
    return null;
  }
}
