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
