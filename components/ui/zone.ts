/** The cookie that tells the server which time zone to render, so that the first paint already shows local times. */
export const ZONE_COOKIE = "ph_zone";

/** What is rendered until the browser has said otherwise. */
export const UNKNOWN_ZONE = "UTC";

export function isZone(zone: string | undefined): zone is string {
  if (!zone) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function zoneCookie(zone: string, secure: boolean): string {
  // A frame in somebody else's page keeps its cookie only when it is partitioned.
  const site = secure ? "SameSite=None; Secure; Partitioned" : "SameSite=Lax";
  return `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; ${site}`;
}
