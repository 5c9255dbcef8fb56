// Every route of the app, read from the disk, so that a new one is asked without anybody remembering it.
import { readdirSync } from "node:fs";
import path from "node:path";

const APP = path.resolve(import.meta.dirname, "../../app");

export interface AppRoute {
  /** As a pattern: `/portal/[appId]/endpoints/[epId]`. */
  pattern: string;
  /** What stands in its brackets, in order. */
  parameters: string[];
  kind: "page" | "handler";
}

export const ROUTES: readonly AppRoute[] = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((file) => ["page.tsx", "route.ts"].includes(path.basename(file)))
  .map((file) => {
    const pattern = `/${path.dirname(file)}`.replace(/^\/\.$/, "/");
    const parameters = [...pattern.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = ""]) => name);
    return { pattern, parameters, kind: path.basename(file) === "page.tsx" ? ("page" as const) : ("handler" as const) };
  })
  .sort((a, b) => a.pattern.localeCompare(b.pattern));

export function pathOfRoute({ pattern }: AppRoute, names: Record<string, string>): string {
  return pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => encodeURIComponent(names[name] ?? "something"));
}

/** As a browser asks for a page, as Next's client asks for its parts, and as somebody who hopes for a way around. */
export const PAGE_VARIANTS: Record<string, (path: string) => { path: string; headers: Record<string, string> }> = {
  page: (at) => ({ path: at, headers: {} }),
  rsc: (at) => ({ path: at, headers: { rsc: "1" } }),
  "rsc with its query": (at) => ({ path: `${at}?_rsc=abcde`, headers: { rsc: "1" } }),
  prefetch: (at) => ({ path: at, headers: { rsc: "1", "next-router-prefetch": "1" } }),
  "segment prefetch": (at) => ({
    path: at,
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  }),
  "page segment": (at) => ({
    path: at,
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/__PAGE__" },
  }),
  "rsc by name": (at) => ({ path: `${at}.rsc`, headers: {} }),
  "segment by name": (at) => ({ path: `${at}.segments/_tree.segment.rsc`, headers: {} }),
  "data of the pages router": (at) => ({ path: `/_next/data/build${at}.json`, headers: { "x-nextjs-data": "1" } }),
  "middleware bypass": (at) => ({
    path: at,
    headers: { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  }),
  rewrite: (at) => ({ path: "/", headers: { "x-original-url": at, "x-rewrite-url": at, "x-invoke-path": at } }),
  "matched path": (at) => ({ path: "/", headers: { "x-matched-path": at, "x-now-route-matches": "1" } }),
  "encoded letters": (at) => ({
    path: at.replace(/^\/(\w)/, (_, first) => `/%${first.charCodeAt(0).toString(16)}`),
    headers: {},
  }),
  "two slashes": (at) => ({ path: `/${at}`, headers: {} }),
  "upper case": (at) => ({ path: at.replace(/^\/\w+/, (word) => word.toUpperCase()), headers: {} }),
  "dot segments": (at) => ({ path: `/docs/%2e%2e${at}`, headers: {} }),
  "slash at the end": (at) => ({ path: `${at}/`, headers: {} }),
  locale: (at) => ({ path: `/en${at}`, headers: { "x-nextjs-locale": "en" } }),
};
