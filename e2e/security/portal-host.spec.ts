import { Svix } from "svix";
import { BOOTSTRAP_API_KEY, STAFF } from "@/e2e/environment.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-portal-host";
let service: Service;
let portal: string;

test.describe.configure({ mode: "serial" });
// The two names of this machine stand for the two names of an installation.
test.beforeAll(async () => {
  test.setTimeout(180_000);
  forgetInstance(INSTANCE);
  service = await startService(INSTANCE, (port) => ({ PORTAL_URL: `http://localhost:${port}` }));
  await service.untilReady();
  portal = service.url.replace("127.0.0.1", "localhost");
});
test.afterAll(async () => {
  await service?.stop();
});

const ask = (url: string, init: RequestInit = {}) => fetch(url, { redirect: "manual", ...init });
const key = { authorization: `Bearer ${BOOTSTRAP_API_KEY}` };

test("with a host of its own the portal answers there alone, and console and API do not", async () => {
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const application = await svix.application.create({ name: "Own host" });
  const { url, token } = await svix.authentication.appPortalAccess(application.id, {});
  expect(url.startsWith(`${portal}/portal/enter?l=plink_`)).toBe(true);

  for (const path of [
    "/",
    "/console",
    "/console/sign-in",
    "/console/auth/csrf",
    "/docs",
    "/metrics",
    "/in/x",
    "/inbox/x",
    "/openapi.json",
  ]) {
    const answer = await ask(portal + path);
    expect([answer.status, answer.headers.getSetCookie()], path).toEqual([404, []]);
    expect(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
  }
  expect((await ask(`${portal}/api/v1/app/${application.id}`, { headers: key })).status).toBe(401);
  expect((await ask(`${portal}/api/v1/app`, { headers: key })).status).toBe(404);
  expect(
    (await ask(`${portal}/api/v1/app/${application.id}`, { headers: { authorization: `Bearer ${token}` } })).status,
  ).toBe(200);
  const moved = await ask(`${service.url}/portal/${application.id}/deliveries?q=x`);
  expect([moved.status, moved.headers.get("location")]).toEqual([
    308,
    `${portal}/portal/${application.id}/deliveries?q=x`,
  ]);

  const code = new URL(url).hash.slice("#k=".length);
  const exchange = (host: string, origin: string) =>
    ask(`${host}/api/v1/auth/portal/exchange`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ code }),
    });
  expect((await exchange(service.url, service.url)).status).toBe(401);
  expect((await exchange(portal, service.url)).status).toBe(403);
  const entered = await exchange(portal, portal);
  expect(entered.status).toBe(200);
  const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const headers = { cookie, "x-posthorn-application": application.id };
  // A cookie does not pass from one host to the other by itself; carried over by hand it opens nothing either.
  expect((await ask(`${portal}/api/v1/app/${application.id}`, { headers })).status).toBe(200);
  expect((await ask(`${service.url}/api/v1/app/${application.id}`, { headers })).status).toBe(401);
  const write = (host: string, origin: string) =>
    ask(`${host}/api/v1/app/${application.id}/inbox`, { method: "POST", headers: { ...headers, origin } });
  expect((await write(portal, service.url)).status).toBe(403);
  expect((await write(portal, portal)).status).toBe(201);

  const own = await ask(`${service.url}/api/v1/app/${application.id}/endpoint`, {
    method: "POST",
    headers: { ...key, "content-type": "application/json" },
    body: JSON.stringify({ url: `${portal}/api/v1/app` }),
  });
  expect(own.status, "an endpoint that is the portal itself").toBe(422);
});

test("pages that belong to no portal wear the look of all of them", async () => {
  const brand = (method: string, body?: object) =>
    ask(`${service.url}/api/v1/branding`, {
      method,
      headers: { ...key, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const pages = ["/portal", "/portal/enter", "/portal/app_000000000000000000000000000/endpoints"];
  const looks = () =>
    Promise.all(pages.map(async (path) => (await (await ask(portal + path)).text()).includes("--solid:#ffd400")));
  expect((await brand("PUT", { color: "#FFD400" })).ok).toBe(true);
  expect(await looks()).toEqual([true, true, true]);
  expect((await brand("DELETE")).ok).toBe(true);
  expect(await looks()).toEqual([false, false, false]);
});

test("a customer uses the portal on its host, while staff visit it on theirs", async ({ browser }) => {
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const application = await svix.application.create({ name: "Own host, in a browser" });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto((await svix.authentication.appPortalAccess(application.id, {})).url);
  await page.waitForURL(`${portal}/portal/${application.id}/**`);
  // A write of the page itself: the browser sends its cookie and its origin.
  const written = await page.evaluate(async (id) => {
    const headers = { "x-posthorn-application": id };
    return (await fetch(`/api/v1/app/${id}/inbox`, { method: "POST", headers })).status;
  }, application.id);
  expect(written).toBe(201);
  expect((await context.cookies(portal)).map(({ name }) => name)).toContain(`ph_${application.id}`);
  expect((await context.cookies(service.url)).map(({ name }) => name)).not.toContain(`ph_${application.id}`);
  await page.goto(`${portal}/console`);
  await expect(page.getByText("There is no such page here.")).toBeVisible();

  await page.goto(`${service.url}/console/applications/${application.id}`);
  await page.getByLabel(/e-?mail/i).fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /View as customer/ }).click();
  await page.waitForURL(`${service.url}/portal/${application.id}/**`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await context.close();
});
