import { env } from "@/lib/env.ts";

/** Over https the `__Host-` prefix ties a cookie to this host; over http (a developer's machine) browsers refuse it. */
function isHttps(): boolean {
  return env().PUBLIC_URL.startsWith("https:");
}

/** One cookie for each application, so that two of them in two tabs do not mix. @param applicationId `app_…` */
export function portalCookieName(applicationId: string): string {
  return isHttps() ? `__Host-ph_${applicationId}` : `ph_${applicationId}`;
}

/** Beside the customer's own: a visit by staff neither replaces nor ends a session that this browser has. */
export function visitCookieName(applicationId: string): string {
  return isHttps() ? `__Host-ph_visit_${applicationId}` : `ph_visit_${applicationId}`;
}

/**
 * Lax, so that a portal in a frame of another site never is a visit. It outlives its session: while it is there a page that is
 * loaded is the visit's or none, and never turns into a session of the customer behind the reader's back.
 */
export function visitCookie(applicationId: string, token: string, maxAgeSeconds = 12 * 3600): string {
  const where = isHttps() ? "Secure; " : "";
  return `${visitCookieName(applicationId)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; ${where}SameSite=Lax`;
}

export function endedVisitCookie(applicationId: string): string {
  return visitCookie(applicationId, "", 0);
}

/** No other cookie of ours may begin with this name: next-auth would take it for a part of the session. */
export function staffCookieName(): string {
  return isHttps() ? "__Host-posthorn-staff" : "posthorn-staff";
}

/** Partitioned and SameSite=None, so that the portal works in an iframe of the operator's product and nowhere leaks. */
export function portalCookie(applicationId: string, token: string, maxAgeSeconds: number): string {
  const where = isHttps() ? "Secure; SameSite=None; Partitioned" : "SameSite=Lax";
  return `${portalCookieName(applicationId)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; ${where}`;
}

/** The same attributes, or the browser would keep the cookie that it has. */
export function endedPortalCookie(applicationId: string): string {
  return portalCookie(applicationId, "", 0);
}

/** A cookie's value out of the request's header; of several with one name the first, which is the most specific. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(";")) {
    const split = part.indexOf("=");
    if (split > 0 && part.slice(0, split).trim() === name) return part.slice(split + 1).trim() || undefined;
  }
  return undefined;
}
