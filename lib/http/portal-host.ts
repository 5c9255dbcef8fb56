import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env.ts";
import { readCookie, visitCookieName } from "@/lib/http/cookies.ts";
import { parseId } from "@/lib/ids.ts";

// With PORTAL_URL the portal has a host of its own, and what runs in one of its pages is no neighbour of the console:
//
//                     PORTAL_URL's host              every other host
//   portal            answered                       leads there, but visits of staff, who are signed in here
//   console, docs     404                            answered
//   API               sessions of the portal alone   keys, staff, portal tokens; no portal cookie
//   sources, inboxes, metrics   404                  answered

/** What a page of the portal is made of. The two previews are pages of the console, which no frame may show. */
const OF_PORTAL = [
  /^\/portal(?!\/(?:preview|host-preview)(?![^/?#]))(?=[/?#]|$)/,
  /^\/(?:_next\/static|messages|brand|alerts|api\/v1)\//,
  /^\/api\/health(?=[/?]|$)/,
  /^\/(?:embed\.js|logo\.svg|favicon[\w-]*\.\w+)(?=\?|$)/,
];

let hosts: { portal: string; portalOrigin: string; publicOrigin: string } | null | undefined;

/** null while console and portal share a host. */
function separateHosts() {
  if (hosts === undefined) {
    const [portal, console] = [new URL(env().PORTAL_URL), new URL(env().PUBLIC_URL)];
    hosts =
      portal.origin === console.origin
        ? null
        : { portal: portal.host, portalOrigin: portal.origin, publicOrigin: console.origin };
  }
  return hosts;
}

type Asked = { header: (name: string) => string | undefined };

/** `portal` or `console` where each has a host of its own, by the Host that the request names; `both` elsewhere. */
export function surfaceOf(request: Asked): "portal" | "console" | "both" {
  const separate = separateHosts();
  if (!separate) return "both";
  return request.header("host")?.toLowerCase() === separate.portal ? "portal" : "console";
}

/** The origin that pages of this request's host have. */
export function originOfSurface(request: Asked): string {
  const separate = separateHosts();
  if (!separate) return new URL(env().PUBLIC_URL).origin;
  return surfaceOf(request) === "portal" ? separate.portalOrigin : separate.publicOrigin;
}

/** The other host, where a page of this one may be shown in a frame, or show one: the console's example of a page around. */
export function consoleOriginBeside(): string | null {
  return separateHosts()?.publicOrigin ?? null;
}
export function portalOriginBeside(): string | null {
  return separateHosts()?.portalOrigin ?? null;
}

/** What Next would tidy up before it looks where the path leads. */
const UNTIDY = /\/\.|\/\/|\\|%2e|%2f|%5c/i;

/** Whether this host has anything under this path. Written otherwise than we write it, a path is none of the portal's. */
export function isAnswered(request: Asked, url: string): boolean {
  if (surfaceOf(request) !== "portal") return true;
  return OF_PORTAL.some((path) => path.test(url)) && !UNTIDY.test(url.split(/[?#]/, 1)[0] ?? "");
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? "");
  } catch {
    return url;
  }
}

/** Where a page of the portal is that was asked for elsewhere; null for what is answered here. A visit by staff is. */
export function placeOfPortalPage({ url = "/", headers }: Pick<IncomingMessage, "url" | "headers">): string | null {
  const separate = separateHosts();
  const header = (name: string) => headers[name]?.toString();
  if (!separate || surfaceOf({ header }) === "portal") return null;
  const match = /^\/+portal(?:\/+([^/]*)|$)/i.exec(decoded(url));
  const page = match?.[1] ?? "";
  if (!match || page === "preview" || page === "host-preview") return null;
  const isVisit = page && parseId("application", page) && readCookie(header("cookie"), visitCookieName(page));
  return isVisit ? null : separate.portalOrigin + url.replace(/^\/+/, "/");
}
