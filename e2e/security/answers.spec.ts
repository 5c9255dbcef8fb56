// Headers of everything that is no page; page-headers.spec.ts has the pages.
import { connect } from "node:net";
import { ALL, namesIn, pathOf } from "@/e2e/api/requests.ts";
import { staffOf } from "@/e2e/api/staff.ts";
import { codeOf } from "@/e2e/api/tenant.ts";
import { call } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL, expect, test } from "@/e2e/fixtures.ts";
import { pathOfRoute, ROUTES } from "@/e2e/security/routes.ts";

const ask = (path: string, init: RequestInit = {}) => fetch(BASE_URL + path, { redirect: "manual", ...init });

test("every answer of the API is kept nowhere, read as what it says it is, and opens no cookie to other sites", async () => {
  const operations = ALL.map((operation) => {
    const names = Object.fromEntries(namesIn(operation).map((name) => [name, "x"]));
    return [operation.method, pathOf(operation, names)] as const;
  });
  const others = [
    ["GET", "/api/v1/nothing"],
    ["PUT", "/api/v1/app"],
    ["GET", "/api/v1/app/%E0%A4%A"],
    ["POST", "/api/v1/auth/portal/exchange"],
    ["OPTIONS", "/api/v1/app"],
    ["GET", "/api/health"],
    ["GET", "/api/health/ready"],
    ["GET", "/metrics"],
    ["GET", "/in/nothing"],
    ["POST", "/inbox/nothing"],
    ["GET", "/brand/nothing"],
    ["GET", "/alerts/nothing/unsubscribe"],
  ] as const;
  const wrong: string[] = [];
  for (const [method, path] of [...operations, ...others]) {
    const answer = await ask(path, { method, headers: { origin: "https://evil.test", cookie: "ph_x=1" } });
    await answer.text();
    const { headers } = answer;
    const is = (name: string, wanted: RegExp | null) => {
      const value = headers.get(name);
      if (wanted === null ? value !== null : !wanted.test(value ?? ""))
        wrong.push(`${method} ${path} ${name}: ${value}`);
    };
    is("x-content-type-options", /^nosniff$/);
    is("cache-control", /no-store/);
    is("access-control-allow-credentials", null);
    // Any page may ask with a token of its own; none is told apart.
    if (headers.has("access-control-allow-origin")) is("access-control-allow-origin", /^\*$/);
    is("x-powered-by", null);
    is("server", null);
    is("set-cookie", null);
    if (answer.status >= 500) wrong.push(`${method} ${path}: ${answer.status}`);
  }
  expect(wrong).toEqual([]);
});

test("what is loaded by pages, and what fails, says what it is and tells nothing of us", async () => {
  const html = await (await ask("/portal/enter")).text();
  const assets = [...new Set([...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = ""]) => path))];
  expect(assets.length).toBeGreaterThan(3);
  for (const path of [
    ...assets,
    "/_next/static/nothing.js",
    "/openapi.json",
    "/favicon.ico",
    "/nothing",
    "/_next/image?url=%2Fx&w=64&q=75",
  ]) {
    const answer = await ask(path);
    const body = await answer.text();
    expect(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(answer.headers.get("x-powered-by"), path).toBeNull();
    expect(answer.headers.get("set-cookie"), path).toBeNull();
    expect(answer.status, path).toBeLessThan(500);
    if (answer.status >= 400) expect(body, path).not.toMatch(/node_modules|\bat \w+ \(|\/lib\/|select .* from/i);
  }
  // The optimiser would fetch what it is told to.
  expect((await ask("/_next/image?url=https%3A%2F%2Fevil.test%2Fx.png&w=64&q=75")).status).toBe(400);
});

interface Cookie {
  name: string;
  value: string;
  attributes: Map<string, string>;
}

function parsed(text: string): Cookie {
  const [first = "", ...rest] = text.split(/;\s*/);
  const attributes = new Map(rest.map((part) => [part.split("=")[0]?.toLowerCase() ?? "", part.split("=")[1] ?? ""]));
  return { name: first.slice(0, first.indexOf("=")), value: first.slice(first.indexOf("=") + 1), attributes };
}

test("every cookie that any route sets is out of scripts' reach, of this host alone, and sent to no other site's pages", async ({
  svix,
  application,
}) => {
  const cookies: [string, string][] = [];
  const note = async (label: string, answer: Response) => {
    await answer.text();
    for (const text of answer.headers.getSetCookie()) cookies.push([label, text]);
    return answer;
  };
  for (const route of ROUTES) await note(route.pattern, await ask(pathOfRoute(route, { appId: application.id })));
  for (const end of ["csrf", "session", "providers", "signin", "signout", "error"]) {
    await note(`/console/auth/${end}`, await ask(`/console/auth/${end}`));
  }
  const post = (path: string, headers: Record<string, string>, body: unknown = {}) =>
    ask(path, {
      method: "POST",
      headers: { "content-type": "application/json", origin: BASE_URL, ...headers },
      body: JSON.stringify(body),
    });
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  const entered = await note("exchange", await post("/api/v1/auth/portal/exchange", {}, { code: codeOf(url) }));
  const session = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const { authorization: _, ...staff } = await staffOf("support");
  const visit = await note("visit", await post(`/api/v1/auth/app/${application.id}/visit`, staff));
  expect(visit.status).toBe(200);
  const held = visit.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  await note("exit-visit", await ask(`/console/exit-visit?app=${application.id}`, { headers: { cookie: held } }));
  const left = await post("/api/v1/auth/logout", { cookie: session, "x-posthorn-application": application.id });
  await note("logout", left);

  expect(new Set(cookies.map(([label]) => label)).size).toBeGreaterThan(4);
  for (const [label, text] of cookies) {
    const { name, attributes } = parsed(text);
    const where = `${name} of ${label}: ${text}`;
    expect(attributes.has("httponly"), where).toBe(true);
    expect(["lax", "strict"], where).toContain(attributes.get("samesite")?.toLowerCase());
    expect(attributes.get("path"), where).toBe("/");
    expect(attributes.has("domain"), where).toBe(false);
    expect(name, where).toMatch(/^(ph_app_|ph_visit_app_|posthorn-)/);
  }
});

/** As it is sent: fetch would tidy the address up. */
async function locationOf(line: string): Promise<string | null> {
  const { hostname, port } = new URL(BASE_URL);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${line} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: close\r\n\r\n`);
  let head = "";
  for await (const chunk of socket) head += String(chunk);
  const [top = ""] = head.split("\r\n\r\n");
  return /^location: *(.*)$/im.exec(top)?.[1]?.trim() ?? null;
}

const ELSEWHERE = [
  ...[
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "https:evil.test",
    "https://evil.test",
    "//evil.test/console",
  ],
  ...[
    "/%5cevil.test",
    "/%09/evil.test",
    "/\t/evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://console@evil.test/",
  ],
  ...[
    "/console@evil.test",
    "/console/..//evil.test",
    "/console\r\nlocation: https://evil.test",
    "%0d%0alocation:%20https://evil.test",
  ],
];
/** Parameters that a redirect has ever been led by, here or elsewhere. */
const PARAMETERS = [
  "next",
  "callbackUrl",
  "returnUrl",
  "redirect",
  "redirectTo",
  "url",
  "app",
  "l",
  "from",
  "cameFrom",
];

/** Where people are led on to somewhere: these are asked with every one of them, the other routes with one of each kind. */
const LEADING = ["sign-in", "set-up", "second-factor", "code", "auth", "exit-visit", "/portal", "enter", "alerts"];

test("no parameter of any route leads to another site", async ({ api, application }) => {
  test.slow();
  const staff = await staffOf("admin");
  const wrong: string[] = [];
  const own = (location: string | null) =>
    location === null || new URL(location, BASE_URL).origin === new URL(BASE_URL).origin;
  const routes = ROUTES.map((route) => pathOfRoute(route, {}));
  for (const path of [...routes, "/console/auth/signin", "/console/auth/signout", "/console/auth/error"]) {
    const isLeading = LEADING.some((word) => path.endsWith(word) || path.includes(`/${word}/`));
    const asks = (isLeading ? ELSEWHERE : ["//evil.test", "/\\evil.test", "https:evil.test"]).map(async (value) => {
      const search = new URLSearchParams(PARAMETERS.map((name) => [name, value]));
      for (const headers of [{}, { cookie: String(staff.cookie) }] as Record<string, string>[]) {
        const answer = await ask(`${path}?${search}`, { headers });
        const body = await answer.text();
        const location = answer.headers.get("location");
        if (!own(location)) wrong.push(`${path} ${JSON.stringify(value)} -> ${location}`);
        const meta = /http-equiv="refresh"[^>]*url=([^"]+)/i.exec(body)?.[1];
        if (meta && !own(meta.replaceAll("&amp;", "&"))) wrong.push(`${path} ${value} refreshes to ${meta}`);
        if (answer.status >= 500) wrong.push(`${path} ${JSON.stringify(value)}: ${answer.status}`);
      }
    });
    await Promise.all(asks);
  }
  for (const line of [
    "//evil.test",
    "//evil.test/",
    "//evil.test/console/",
    "/\\evil.test/",
    "/%5cevil.test/",
    "/console/%2f%2fevil.test/",
    "https://evil.test/console/",
  ]) {
    const location = await locationOf(line);
    if (!own(location)) wrong.push(`${line} -> ${location}`);
  }
  for (const value of ELSEWHERE) {
    const made = await api("POST", `/api/v1/auth/app-portal-access/${application.id}`, { next: value });
    const isPath = made.status === 200 && /^\/(?![/\\])/.test(value);
    // Below the portal's own address it leads nowhere else.
    if (made.status !== 422 && !isPath) wrong.push(`a link to ${JSON.stringify(value)}: ${made.status}`);
  }
  expect(wrong).toEqual([]);
});

test("a key in an address is refused by every way in, and is asked to be rolled", async ({ api }) => {
  const { token } = await call("POST /api-key", { body: { name: "in an address", scopes: ["metrics:read"] } });
  for (const path of [
    `/api/v1/app?api_key=${token}`,
    `/api/v1/app?authorization=Bearer%20${token}`,
    `/api/v1/app/${token}`,
  ]) {
    for (const headers of [{ authorization: "" }, { authorization: `Bearer ${token}` }]) {
      const { status, body } = await api("GET", path, undefined, headers);
      expect([status, body]).toMatchObject([400, { code: "key_in_address" }]);
      expect(JSON.stringify(body)).not.toContain(token);
    }
  }
});
