import { everythingOf } from "@/e2e/api/requests.ts";
import { aTenant, type Names, neverNames, type Tenant } from "@/e2e/api/tenant.ts";
import { BASE_URL, expect, test } from "@/e2e/fixtures.ts";
import { endedCredentials, type Headers, strangers } from "@/e2e/security/callers.ts";
import { type AppRoute, PAGE_VARIANTS, pathOfRoute, ROUTES } from "@/e2e/security/routes.ts";

/** What the parameters of pages name. A parameter that is not here fails, so that no page goes unasked. */
const NAMES: Record<string, keyof Names> = {
  appId: "app_id",
  epId: "endpoint_id",
  deliveryId: "delivery_id",
  msgId: "msg_id",
  inboxId: "inbox_id",
  jobId: "task_id",
  sourceId: "source_id",
};
/** These name what belongs to the operator or to nobody, or are proofs themselves. */
const OF_NO_CUSTOMER = [
  "name",
  "groupId",
  "staffId",
  "token",
  "change",
  "guide",
  "operation",
  "file",
  "nextauth",
  "path",
  "rest",
];
/** Below these every page needs a session; everything else is open to everybody and named here. */
const CLOSED = ["/portal/[appId]", "/console"];
const OPEN = [
  ...["/", "/alerts/[token]", "/alerts/[token]/[change]", "/api/[...path]", "/brand/[name]", "/in/[token]"],
  ...["/inbox/[token]", "/messages/[file]", "/catalogue", "/catalogue/[name]", "/docs", "/docs/[guide]"],
  ...["/docs/api", "/docs/api/[operation]", "/portal", "/portal/enter", "/portal/preview", "/portal/host-preview"],
];
/** Of the console: what has to work before somebody is signed in. */
const BEFORE_SIGN_IN = ["/console/sign-in", "/console/set-up", "/console/auth", "/console/exit-visit"];

const isBelow = (prefixes: string[]) => (route: AppRoute) =>
  prefixes.some((prefix) => route.pattern === prefix || route.pattern.startsWith(`${prefix}/`));
const closed = ROUTES.filter(isBelow(CLOSED)).filter((route) => !isBelow(BEFORE_SIGN_IN)(route));
const ofPortal = closed.filter(isBelow(["/portal"]));
const ofConsole = closed.filter(isBelow(["/console"]));

function namesFor(names: Names): Record<string, string> {
  const picked = Object.entries(NAMES).map(([parameter, kind]) => [parameter, names[kind]]);
  return { name: "job.created", groupId: "fgrp_x", staffId: "staff_x", ...Object.fromEntries(picked) };
}

interface Seen {
  status: number;
  location: string | null;
  type: string | null;
  /** Without what differs from answer to answer. */
  text: string;
  /** All of it, without the names that were asked for. */
  raw: string;
}

/** What a caller can tell two answers apart by, without what they themselves put into the request. */
async function seen(path: string, headers: Headers, given: Names): Promise<Seen> {
  const all = new Headers(headers);
  if (all.get("authorization") === "") all.delete("authorization");
  const response = await fetch(BASE_URL + path, { headers: all, redirect: "manual" });
  const unnamed = (text: string) =>
    Object.entries(given).reduce((plain, [kind, name]) => plain.replaceAll(name, `<${kind}>`), text);
  const known = (text: string) =>
    unnamed(text)
      .replace(/nonce(\\*["']?[:=]\\*["'])[^"'\\]+/g, "nonce$1…")
      // Next's own name of an answer's head.
      .replace(/(\\*")[\w-]{21}[a-z](\\*")/g, "$1key$2")
      // When it was rendered.
      .replace(/(nowMs\D{1,12})\d{13}/g, "$1…");
  const body = await response.text();
  const location = response.headers.get("location");
  return {
    status: response.status,
    location: location && known(location),
    type: response.headers.get("content-type"),
    text: inAnyOrder(known(body)),
    raw: unnamed(body),
  };
}

/**
 * What an answer says, in an order of its own: parts are sent as they are done. Of a page its elements, of the answer to a
 * script its lines; what a page's scripts are given is asked for by itself.
 */
function inAnyOrder(text: string): string {
  const html = text.replace(/<script\b[^>]*>.*?<\/script>|<link\b[^>]*>|<!--.*?-->|<template\b.*?<\/template>/gs, "");
  const parts = text.startsWith("<!DOCTYPE") ? html.split(/(?=<)/) : text.split("\n");
  return parts
    .filter((part) => !/^<\/?div( hidden(="")?)?( id="S:\d+")?>\s*$/.test(part))
    .sort()
    .join("\n");
}

function differenceOf(one: string, other: string): string | null {
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at++;
  return `${one.slice(Math.max(0, at - 80), at + 80)} is not ${other.slice(at, at + 80)}`;
}

/** So many at once: rendering is what takes time. */
async function each<T>(items: T[], run: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

/** Words of a customer that no stranger's answer may hold, whatever they asked for. */
const marksOf = ({ ids, uids, receiver }: Tenant) => [
  receiver.url,
  ...Object.values(uids).filter((name) => name.startsWith("u")),
  ...Object.values(ids),
];

interface Ask {
  label: string;
  write: (names: Names) => { path: string; headers: Headers };
}

/** Asks for things of a customer and for things that never were. @returns where a stranger could tell one from the other. */
async function toldApart(asks: Ask[], theirs: Tenant): Promise<string[]> {
  const never = neverNames(theirs.ids);
  const found: string[] = [];
  await each(asks, async ({ label, write }) => {
    const ask = (names: Names) => {
      const { path, headers } = write(names);
      return seen(path, headers, names);
    };
    const [foreign, unknown] = [await ask(theirs.ids), await ask(never)];
    if (foreign.status >= 500) found.push(`${label}: ${foreign.status}`);
    const difference = differenceOf(JSON.stringify({ ...foreign, raw: "" }), JSON.stringify({ ...unknown, raw: "" }));
    if (difference) found.push(`${label}: ${difference}`);
    const leaked = marksOf(theirs).filter((mark) => foreign.raw.includes(mark));
    if (leaked.length > 0) found.push(`${label}: tells ${leaked.join(", ")}`);
  });
  return found;
}

test("every route is closed, or named as open; and every parameter is one that these tests fill in", () => {
  expect(closed.length).toBeGreaterThan(40);
  const others = ROUTES.filter((route) => !closed.includes(route) && !isBelow(BEFORE_SIGN_IN)(route));
  expect(others.map(({ pattern }) => pattern).sort()).toEqual([...OPEN].sort());
  const parameters = new Set(ROUTES.flatMap((route) => route.parameters));
  expect([...parameters].filter((name) => !(name in NAMES) && !OF_NO_CUSTOMER.includes(name))).toEqual([]);
});

test("whoever has no right to a page sees the same of a customer's and of nobody's, whichever way they ask", async ({
  svix,
  api,
}) => {
  // Some four thousand pages, and more of them with each new one.
  test.setTimeout(240_000);
  const [mine, theirs] = await Promise.all([aTenant(svix), aTenant(svix)]);
  const dump = async () => [await everythingOf(api, mine), await everythingOf(api, theirs)];
  const before = await dump();
  const others = await strangers(svix, api, mine, theirs);
  const callers = { ...others, ...(await endedCredentials(svix, api, theirs)) };

  /** Every way around is tried by who has most to gain; what differs by credential is not the way. */
  const waysOf = (caller: string, thorough: string[]) =>
    Object.entries(PAGE_VARIANTS).filter(([variant]) => thorough.includes(caller) || variant === "rsc");
  const portal = Object.entries(callers).flatMap(([caller, headers]) =>
    waysOf(caller, ["nobody", "the portal of another customer"]).flatMap(([variant, write]) =>
      ofPortal.map(
        (route): Ask => ({
          label: `${route.pattern} as ${variant} by ${caller}`,
          write(names) {
            const asked = write(pathOfRoute(route, namesFor(names)));
            return { path: asked.path, headers: { ...headers, ...asked.headers } };
          },
        }),
      ),
    ),
  );
  expect(await toldApart(portal, theirs)).toEqual([]);

  const within = ofPortal
    .filter(({ parameters }) => parameters.some((name) => name !== "appId" && name in NAMES))
    .flatMap((route) =>
      ["page", "rsc", "segment prefetch"].map(
        (variant): Ask => ({
          label: `${route.pattern} as ${variant} with an id of another customer within one's own portal`,
          write(names) {
            const path = pathOfRoute(route, { ...namesFor(names), appId: mine.ids.app_id });
            const asked = PAGE_VARIANTS[variant]?.(path);
            return { path: asked?.path ?? path, headers: { ...mine.cookie, ...asked?.headers } };
          },
        }),
      ),
    );
  expect(within.length).toBeGreaterThan(10);
  expect(await toldApart(within, theirs)).toEqual([]);

  const ofStaff = { ...callers };
  delete ofStaff["staff without a visit"];
  const console = Object.entries(ofStaff).flatMap(([caller, headers]) =>
    waysOf(caller, ["nobody"]).flatMap(([variant, write]) =>
      ofConsole.map(
        (route): Ask => ({
          label: `${route.pattern} as ${variant} by ${caller}`,
          write(names) {
            const asked = write(pathOfRoute(route, namesFor(names)));
            return { path: asked.path, headers: { ...headers, ...asked.headers } };
          },
        }),
      ),
    ),
  );
  expect(await toldApart(console, theirs)).toEqual([]);
  expect(await dump()).toEqual(before);
  await Promise.all([mine.receiver.close(), theirs.receiver.close()]);
});
