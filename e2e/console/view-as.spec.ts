import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

const bar = (page: Page) => page.getByRole("region", { name: "Visit" });

test("staff see the portal as its customer does, change nothing, are written down, and come back to where they were", async ({
  api,
  consolePage: page,
  application,
  svix,
  openPortal,
  browser,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: "http://127.0.0.1:8999/hooks" });
  const from = `/console/applications/${application.id}`;
  await page.goto(from);
  await page.getByRole("button", { name: "View as customer" }).click();
  await page.waitForURL(new RegExp(`/portal/${application.id}/endpoints$`));
  await expect(bar(page)).toContainText(`Viewing as ${application.name}, read only`);
  await expect(page.getByRole("link", { name: /add endpoint/i })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("link", { name: "127.0.0.1:8999" }).first().click();
  await page.waitForURL(/\/endpoints\/ep_/);
  await page.getByRole("navigation").getByRole("link", { name: "Deliveries" }).first().click();
  await page.waitForURL(/\/deliveries/);
  await expect(bar(page)).toBeVisible();

  // What the pages do not offer, the server refuses.
  const statuses = await page.evaluate(
    async ([app, ep]) => {
      const ask = async (method: string, path: string) => {
        const headers = { "x-posthorn-application": app ?? "", "content-type": "application/json" };
        const body = method === "GET" ? null : "{}";
        return (await fetch(`/api/v1/app/${app}${path}`, { method, headers, body })).status;
      };
      return [
        await ask("GET", "/portal-session"),
        await ask("GET", `/endpoint/${ep}/secret`),
        await ask("PATCH", `/endpoint/${ep}`),
        await ask("POST", `/endpoint/${ep}/test`),
      ];
    },
    [application.id, endpoint.id],
  );
  expect(statuses).toEqual([200, 403, 403, 403]);

  await bar(page).getByRole("link", { name: "Exit" }).click();
  await page.waitForURL(`**${from}`);
  await page.goto(`/portal/${application.id}/endpoints`);
  await expect(page.getByText("Your webhooks are closed in this browser.")).toBeVisible();

  const audited = await page.request.get(`/api/v1/app/${application.id}/activity?object=portal_visit`, {
    headers: { "x-posthorn-console": "1" },
  });
  const { data } = (await audited.json()) as {
    data: { action: string; change: { after: { page?: string } } | null }[];
  };
  const pages = data
    .filter(({ action }) => action === "portal_visit.page_opened")
    .map(({ change }) => change?.after.page);
  expect(pages.reverse()).toEqual(["/endpoints", `/endpoints/${endpoint.id}`, "/deliveries"]);

  const customer = await (await browser.newContext()).newPage();
  await openPortal(customer, application);
  await api("PUT", `/api/v1/app/${application.id}/branding`, { displayName: "Acme" });
  await customer.goto(`/portal/${application.id}/activity`);
  const row = customer.getByRole("row").filter({ hasText: "Looked at this portal, read only" });
  await expect(row).toHaveCount(1);
  // Whose support it was, and not who.
  await expect(row).toContainText("Acme support");
  await expect(row).toContainText(/Pages\s*3/);
  await customer.context().close();
});

test("a visit and a session of the same customer in one browser do not mix", async ({
  consolePage: page,
  application,
  openPortal,
  context,
}) => {
  const own = await context.newPage();
  await openPortal(own, application);
  await expect(own.getByLabel("Your URL")).toBeVisible();

  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "View as customer" }).click();
  await expect(bar(page)).toBeVisible();

  // The customer's own page goes on with its own rights, by script and by link.
  const capabilities = (from: typeof page) =>
    from.evaluate(async (app) => {
      const answer = await fetch(`/api/v1/app/${app}/portal-session`, { headers: { "x-posthorn-application": app } });
      return answer.ok ? ((await answer.json()) as { capabilities: string[] }).capabilities.length : answer.status;
    }, application.id);
  expect(await capabilities(own)).toBeGreaterThan(1);
  expect(await capabilities(page)).toBe(1);

  // A page of the visit never goes on as the customer once the visit is over.
  const visitTab = await context.newPage();
  await visitTab.goto(`/portal/${application.id}/endpoints`);
  await expect(bar(visitTab)).toBeVisible();
  await bar(visitTab).getByRole("link", { name: "Exit" }).click();
  await visitTab.waitForURL(/\/console\//);
  expect(await capabilities(page)).toBe(401);
  expect(await capabilities(own)).toBeGreaterThan(1);

  // A link that is opened meanwhile leads to where it says, and ends the visit.
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "View as customer" }).click();
  await expect(bar(page)).toBeVisible();
  await openPortal(own, application);
  await expect(own.getByLabel("Your URL")).toBeVisible();
  await expect(bar(own)).toHaveCount(0);
  expect(await capabilities(page)).toBe(401);
});
test.use({ allowConsoleErrors: [/status of (401|403)/] });

test("a visit ends with the staff session it belongs to, and says so", async ({
  consolePage: page,
  application,
  context,
}) => {
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "View as customer" }).click();
  await expect(bar(page)).toBeVisible();
  await context.clearCookies({ name: /posthorn-staff/ });
  await page.reload();
  await expect(page.getByRole("heading", { name: "This visit has ended" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the console" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to the console" })).toBeVisible();
});
