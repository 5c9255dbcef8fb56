import type { PortalView } from "@/lib/contract/authentication.ts";
import { findViewOfLink, findViewOfSession } from "@/lib/domain/portal-sessions/find-view.ts";
import { portalCookieName, readCookie } from "@/lib/http/cookies.ts";
import { parseId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";

interface Asked {
  /** As on the request line. */
  url: string;
  cookie: string | undefined;
  authorization: string | undefined;
}

const PORTAL = /^\/portal(?:\/(app_[A-Za-z0-9]+))?(?=[/?#]|$)/;

/**
 * What the maker of a link said about its portal. It has to be known before the page: who may frame it is a header, and
 * language and theme are in the first bytes. So an address of the entrance names its link (`l`, which opens nothing: the
 * code is in the fragment), and an address of the portal names the application, whose cookie names the session.
 * null for pages that belong to no link, and when the database cannot say: then the installation's settings hold.
 */
export async function viewOfPage({ url, cookie, authorization }: Asked): Promise<PortalView | null> {
  const match = PORTAL.exec(url);
  if (!match) return null;
  try {
    const token = match[1] ? readCookie(cookie, portalCookieName(match[1])) : undefined;
    const held = token ?? /^bearer +(ph_portal_\S+)$/i.exec(authorization ?? "")?.[1];
    const ofSession = held ? await findViewOfSession(held) : null;
    if (ofSession) return ofSession;
    const linkId = parseId("portalLink", URL.parse(url, "http://localhost")?.searchParams.get("l") ?? "");
    return linkId ? await findViewOfLink(linkId) : null;
  } catch (error) {
    log.warn("web.view_unknown", { error });
    return null;
  }
}

/** `?mode=` of the page around, or `?darkMode=` as svix-react writes it; else as the link says. null: the reader's choice. */
export function themeOfPage(url: string, view: PortalView | null): "light" | "dark" | null {
  if (!PORTAL.test(url)) return null;
  const search = URL.parse(url, "http://localhost")?.searchParams;
  const asked = search?.get("mode") ?? (search?.get("darkMode") === "true" ? "dark" : search?.get("darkMode"));
  if (asked === "light" || asked === "dark") return asked;
  if (asked === "system" || asked === "auto") return null;
  return view?.theme === "light" || view?.theme === "dark" ? view.theme : null;
}
