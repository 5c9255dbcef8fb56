import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

test("an application is created by keyboard, and a taken id is refused beside its field", async ({
  consolePage: page,
}) => {
  const uid = `customer-${Date.now()}`;
  await page.goto("/console/applications");
  await page.getByRole("button", { name: "Create application" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Create an application" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Globex");
  await page.keyboard.press("Tab");
  await page.keyboard.type(uid);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Globex", level: 1 })).toBeVisible();
  await expect(page.getByText(uid)).toBeVisible();
  await expect(page.getByText("It has no endpoint yet")).toBeVisible();

  await page.goto("/console/applications");
  await page.getByRole("button", { name: "Create application" }).click();
  await dialog.getByLabel("Name").fill("Another");
  await dialog.getByLabel("Your id").fill(uid);
  await dialog.getByRole("button", { name: "Create application" }).click();
  await expect(dialog.getByLabel("Your id")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});
test.use({ allowConsoleErrors: [/status of 409/, /status of 401/] });

test("the list finds a customer by name and says how it goes for them", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });
  await receiver.waitFor(1);

  await page.goto("/console/applications");
  await page.getByLabel("Search applications").fill(application.name);
  const row = page.getByRole("row").filter({ hasText: application.name });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("1 of 1");
  await expect(page).toHaveURL(/\?q=/);
  await row.getByRole("link", { name: application.name }).click();
  await expect(page.getByRole("table", { name: /Endpoints/ }).getByRole("row")).toHaveCount(2);
});

test("a read-only portal link opens the customer's portal, once, and ends with its sessions", async ({
  consolePage: page,
  application,
  browser,
}) => {
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "Create portal link" }).click();
  const dialog = page.getByRole("dialog", { name: `Portal link for ${application.name}` });
  await dialog.getByRole("radio", { name: "Read only" }).check();
  await dialog.getByLabel("Label").fill("support call");
  await dialog.getByRole("button", { name: "Create link" }).click();
  const url =
    (await dialog.getByRole("region", { name: "portal link", exact: true }).innerText()).match(/http\S+/)?.[0] ?? "";
  await expect(dialog.getByRole("region", { name: /command that makes/i })).toContainText(
    '"capabilities":["ViewBase"]',
  );
  await dialog.getByRole("button", { name: "Done" }).click();

  const customer = await browser.newContext();
  const portal = await customer.newPage();
  await portal.goto(url);
  await expect(portal).toHaveURL(new RegExp(`/portal/${application.id}`));

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "End portal sessions…" }).click();
  await page.getByRole("button", { name: "End sessions" }).click();
  await expect(page.getByText(`Every portal session of ${application.name} has ended.`)).toBeVisible();
  const answer = await portal.request.get(`/api/v1/app/${application.id}/portal-session`);
  expect(answer.status()).toBe(401);
  await customer.close();
});

test("staff see the portal as the customer does, without the right to change it", async ({
  consolePage: page,
  application,
}) => {
  await page.goto(`/console/applications/${application.id}`);
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "View as customer" }).click();
  const portal = await opened;
  await portal.waitForURL(new RegExp(`/portal/${application.id}`));
  const session = await portal.request.get(`/api/v1/app/${application.id}/portal-session`);
  expect(((await session.json()) as { capabilities: string[] }).capabilities).toEqual(["ViewBase"]);
});

test("an application is changed, and deleted only by its name", async ({ consolePage: page, application }) => {
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Renamed");
  await page.getByRole("dialog").getByLabel("Metadata").fill("plan=pro");
  await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { name: "Renamed", level: 1 })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "pro" })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Renamed?" });
  await dialog.getByRole("button", { name: "Delete application" }).click();
  await expect(dialog.getByText("This is not the name")).toBeVisible();
  await dialog.getByLabel("Type Renamed to confirm").fill("Renamed");
  await dialog.getByRole("button", { name: "Delete application" }).click();
  await expect(page).toHaveURL(/\/console\/applications$/);
  const gone = await page.goto(`/console/applications/${application.id}`);
  expect(gone?.status()).toBe(404);
});

inSampledViews([1280, 390], (width) => {
  test(`applications are accessible and fit at ${width} px`, async ({
    consolePage: page,
    svix,
    application,
    receiver,
  }) => {
    await svix.endpoint.create(application.id, { url: receiver.url });
    await page.setViewportSize({ width, height: 2400 });
    for (const path of ["/console/applications", `/console/applications/${application.id}`]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
    await page.getByRole("button", { name: "Create portal link" }).click();
    await page.getByRole("radio", { name: "Choose…" }).check();
    await expectAccessible(page);
  });
});
