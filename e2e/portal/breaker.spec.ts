import type { Page } from "@playwright/test";
import { Pool } from "pg";
import { Svix } from "svix";
import { type Client, connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import {
  BOOTSTRAP_API_KEY,
  expect,
  expectAccessible,
  inSampledViews,
  type Receiver,
  STAFF,
  startReceiver,
  test,
} from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

// A service of its own: a breaker that opens soon, and whose pause nobody waits out here.
const INSTANCE = "e2e-breaker-screens";
const MESSAGES = 4;
let service: Service;
let svix: Svix;
let client: Client;
let receiver: Receiver;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  forgetInstance(INSTANCE);
  service = await startService(INSTANCE, {
    BREAKER_FAILURES: "3",
    BREAKER_PAUSE_SECONDS: "600",
    RETRY_SCHEDULE_SECONDS: "1,1,1,1,1,1,600",
    POSTHORN_DEMO: "0",
  });
  svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  client = connect(service.url);
  receiver = await startReceiver();
});

test.afterAll(async () => {
  await receiver.close();
  await service.stop();
  forgetInstance(INSTANCE);
});

type Place = { app_id: string; endpoint_id: string };

/** An endpoint whose server fails until its breaker is open, with deliveries that wait. */
async function anOpenBreaker(name: string): Promise<Place> {
  receiver.answerWith(500);
  const application = await svix.application.create({ name });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, description: "" });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  await client("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { name: "orders" } });
  for (let n = 0; n < MESSAGES; n++) {
    await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n } });
  }
  await until(
    "the breaker to be open with all deliveries waiting",
    async () => {
      const { breaker, hold } = await client("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params });
      return breaker.state === "open" && hold?.waiting === MESSAGES ? breaker : notYet({ breaker, hold });
    },
    30_000,
  );
  return params;
}

async function openPortal(page: Page, { app_id }: Place): Promise<string> {
  const { url } = await svix.authentication.appPortalAccess(app_id, {});
  await page.goto(url);
  await page.waitForURL(new RegExp(`/portal/${app_id}`));
  return `${service.url}/portal/${app_id}`;
}

async function openConsole(page: Page): Promise<void> {
  await page.goto(`${service.url}/console`);
  await page.getByLabel(/e-?mail/i).fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toHaveCount(0);
}

const banner = (page: Page) => page.getByText(/^Paused by us after/).locator("..");

test("an endpoint that we paused says until when, and one press tries it and sends all that waited", async ({
  page,
}) => {
  const place = await anOpenBreaker("Breaker");
  const portal = await openPortal(page, place);
  await page.goto(`${portal}/endpoints`);
  await expect(page.getByRole("row").filter({ hasText: "orders" })).toContainText(/Server error\s*Probe in (9|10).min/);

  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`${portal}/deliveries`);
  const held = page.getByRole("row").filter({ hasText: /Waits for the next probe/ });
  await expect(held).toHaveCount(MESSAGES);
  await held.first().getByRole("link").first().click();
  await expect(page.getByText(/failed several times in a row, so we paused it/)).toBeVisible();
  await page.getByRole("link", { name: "See the endpoint" }).click();
  await page.waitForURL(`**/endpoints/${place.endpoint_id}`);

  await expect(banner(page)).toContainText(
    /^Paused by us after \d.failures in a row\. The next probe goes at \d\d:\d\d \(in \d+.min/,
  );
  await expect(banner(page)).toContainText(/4.deliveries wait; none is lost and none uses up a try\./);
  await page.getByRole("button", { name: "Try one now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "That one failed too: Server error." })).toBeVisible();
  await expect(page.getByRole("link", { name: "See the try" })).toBeVisible();
  receiver.answerWith(200);
  const before = receiver.requests.length;
  await page.getByRole("button", { name: "Try one now" }).focus();
  await page.keyboard.press("Enter");
  await receiver.waitFor(before + MESSAGES);
  await expect(page.getByText(/^It receives again since .* What waited is being sent\.$/)).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Recent deliveries" }).getByText("Delivered")).toHaveCount(MESSAGES);
});

test("the console counts open breakers, and shows the same to staff", async ({ page }) => {
  const place = await anOpenBreaker("Breaker for staff");
  await openConsole(page);
  await expect(page.getByText(/1.endpoint is paused by us until a probe succeeds\./)).toBeVisible();
  const row = page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("row")
    .filter({ hasText: "Breaker for staff" });
  // Failures are grouped by the worker, every few seconds, and the list of a page that is open asks less often.
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText("Open", { timeout: 3000 });
  }).toPass();
  await expect(row).toContainText("Server error");
  await row.getByRole("link", { name: "orders" }).first().click();
  await page.waitForURL(`**/console/applications/${place.app_id}/endpoints/${place.endpoint_id}`);
  await expect(banner(page)).toContainText("The next probe goes at");
  await page.goto(`${service.url}/console/applications/${place.app_id}`);
  await expect(page.getByRole("row").filter({ hasText: "orders" })).toContainText(/Probe in \d+.min/);
});

test("the last day before it is turned off is announced, with what prevents it", async ({ page }) => {
  const place = await anOpenBreaker("Warned");
  const sql = new Pool({ connectionString: service.databaseUrl(), max: 1 });
  await sql.query(
    `update endpoint_health set failure_clock_at = now() - interval '100 hours', warned_at = now() - interval '1 hour'
     where breaker_state = 1 and failing_since is not null`,
  );
  await sql.end();
  const portal = await openPortal(page, place);
  await page.goto(`${portal}/endpoints/${place.endpoint_id}`);
  const warning = page.getByText(/^Will be turned off on/).locator("..");
  await expect(warning).toContainText(/if nothing succeeds until then, in \d+.h/);
  await expect(warning).toContainText("one delivery that succeeds is enough");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(warning).toBeVisible();
  await expect(banner(page)).toBeVisible();

  await openConsole(page);
  const line = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Warned", exact: true }) });
  await expect(line).toContainText(/will be turned off in \d+.h if nothing succeeds/);
});

inSampledViews([1280, 390], (width, colorScheme) => {
  test(`an open breaker is accessible at ${width} px`, async ({ page }) => {
    const place = await anOpenBreaker(`Breaker ${colorScheme} ${width}`);
    await page.setViewportSize({ width, height: 3000 });
    const portal = await openPortal(page, place);
    await page.goto(`${portal}/endpoints/${place.endpoint_id}`);
    await expect(banner(page)).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${portal}/endpoints`);
    await expect(page.getByRole("row").filter({ hasText: "orders" })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
