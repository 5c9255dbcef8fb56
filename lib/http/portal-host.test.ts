import { beforeEach, expect, test, vi } from "vitest";

const settings = { PUBLIC_URL: "https://posthorn.example.com", PORTAL_URL: "https://hooks.example.org" };
vi.mock(import("@/lib/env.ts"), async (original) => {
  const { env, ...rest } = await original();
  return { ...rest, env: () => ({ ...env(), ...settings }) };
});

const APP = "app_0ERY5NfahTKf5NtWizRo8TvmMhM";
const asked = (host: string, more: Record<string, string> = {}) => {
  const headers: Record<string, string> = { host, ...more };
  return { header: (name: string) => headers[name], headers };
};
const load = () => import("@/lib/http/portal-host.ts");

beforeEach(() => {
  vi.resetModules();
  Object.assign(settings, { PUBLIC_URL: "https://posthorn.example.com", PORTAL_URL: "https://hooks.example.org" });
});

test("on its own host there is the portal and what it is made of, and nothing else, however it is written", async () => {
  const { isAnswered } = await load();
  const here = (url: string) => isAnswered(asked("hooks.example.org"), url);
  const there = ["/portal", "/portal/enter?l=plink_x", `/portal/${APP}/deliveries?_rsc=x`, "/_next/static/chunks/a.js"];
  for (const url of [
    ...there,
    "/messages/en.0a.js",
    "/brand/theme.css",
    "/alerts/x/unsubscribe",
    "/api/v1/app/x",
    "/embed.js",
  ]) {
    expect(here(url), url).toBe(true);
  }
  const elsewhere = [
    "/",
    "/console",
    "/console/sign-in",
    "//console",
    "/%63onsole",
    "/portal/../console",
    "/portal/%2E%2e/console",
    "/portal/x//../../console",
    "/portal\\..\\console",
    "/docs",
    "/in/x",
    "/inbox/x",
  ];
  for (const url of [
    ...elsewhere,
    "/metrics",
    "/api/metrics",
    "/api/webhooks",
    "/portal/preview",
    "/portal/preview?x",
    "/portal/host-preview",
    "/portals",
    "/_next/image?url=x",
    "/openapi.json",
  ]) {
    expect(here(url), url).toBe(false);
    expect(isAnswered(asked("posthorn.example.com"), url), url).toBe(true);
  }
});

test("elsewhere its pages lead there, but previews, and visits of staff", async () => {
  const { placeOfPortalPage } = await load();
  const place = (url: string, more = {}) =>
    placeOfPortalPage({ url, headers: asked("posthorn.example.com", more).headers });
  expect(place(`/portal/${APP}?a=b`)).toBe(`https://hooks.example.org/portal/${APP}?a=b`);
  expect(place("/portal/enter?l=x")).toBe("https://hooks.example.org/portal/enter?l=x");
  for (const url of ["/%70ortal/enter", "/PORTAL/enter", "/portal%2fenter"]) expect(place(url), url).not.toBeNull();
  expect(place("//portal/@evil.test")).toBe("https://hooks.example.org/portal/@evil.test");
  for (const url of ["/", "/console", "/portals", "/portal/preview", "/portal/host-preview?app=x"])
    expect(place(url), url).toBeNull();
  expect(place(`/portal/${APP}`, { cookie: `__Host-ph_visit_${APP}=x` })).toBeNull();
  expect(place("/portal/enter", { cookie: `__Host-ph_visit_${APP}=x` })).not.toBeNull();
  expect(placeOfPortalPage({ url: "/portal", headers: { host: "hooks.example.org" } })).toBeNull();
});

test("a host is told by the Host of the request alone, and each has its own origin", async () => {
  const { originOfSurface, surfaceOf } = await load();
  const forged = { "x-forwarded-host": "hooks.example.org" };
  expect(surfaceOf(asked("HOOKS.example.org"))).toBe("portal");
  expect(surfaceOf(asked("posthorn.example.com", forged))).toBe("console");
  expect(surfaceOf(asked("10.0.0.7:3000"))).toBe("console");
  expect(originOfSurface(asked("hooks.example.org"))).toBe("https://hooks.example.org");
  expect(originOfSurface(asked("posthorn.example.com"))).toBe("https://posthorn.example.com");
});

test("without a host of its own everything is everywhere", async () => {
  settings.PORTAL_URL = settings.PUBLIC_URL;
  const { isAnswered, placeOfPortalPage, surfaceOf } = await load();
  expect(surfaceOf(asked("whatever"))).toBe("both");
  expect(isAnswered(asked("whatever"), "/console")).toBe(true);
  expect(placeOfPortalPage({ url: "/portal/enter", headers: { host: "whatever" } })).toBeNull();
});

test("a request whose header is a method of its own is asked as one", async () => {
  const { surfaceOf } = await load();
  class Asked {
    private readonly host = "hooks.example.org";
    header(name: string) {
      return name === "host" ? this.host : undefined;
    }
  }
  expect(surfaceOf(new Asked())).toBe("portal");
});
