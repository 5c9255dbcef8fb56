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
  await page.getByLabel("Order").selectOption("name");
  await expect(page).toHaveURL(/sort=name/);
  await page.getByLabel("Show").selectOption("suspended");
  await expect(page.getByText(`Nothing is found for “${application.name}”.`)).toBeVisible();
  await page.getByLabel("Show").selectOption("");
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

test("an application is changed, and deleted only by its name", async ({ consolePage: page, application }) => {
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Renamed");
  await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { name: "Renamed", level: 1 })).toBeVisible();

  await page.getByRole("link", { name: "Metadata" }).click();
  await expect(page).toHaveURL(/\/metadata$/);
  await page.getByRole("button", { name: "Add key" }).click();
  await page.getByLabel("Key 1", { exact: true }).fill("plan");
  await page.getByLabel("Value of plan").fill("pro");
  await page.getByRole("button", { name: "Save metadata" }).click();
  await expect(page.getByText("The metadata was saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Value of plan")).toHaveValue("pro");

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

test("each part of a customer has a page of its own, and a test message leads to its delivery", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });
  await receiver.waitFor(1);
  const base = `/console/applications/${application.id}`;
  await page.goto(base);
  const tab = (name: string) => page.getByRole("navigation", { name: /^Pages of/ }).getByRole("link", { name });
  await tab("Deliveries").click();
  await expect(page).toHaveURL(new RegExp(`${base}/deliveries$`));
  await expect(page.getByRole("link", { name: "invoice.paid" }).first()).toBeVisible();
  await tab("Messages").click();
  await page.getByLabel("Event type").fill("invoice.*");
  await expect(page).toHaveURL(/type=invoice/);
  await page.getByRole("link", { name: "invoice.paid" }).click();
  await expect(page).toHaveURL(new RegExp(`${base}/messages/${message.id}$`));
  await expect(page.getByRole("table").getByText("Delivered")).toBeVisible();
  await page.goto(`${base}/activity`);
  await expect(page.getByRole("row").filter({ hasText: "Added the endpoint" })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Send test message…" }).click();
  const sheet = page.getByRole("dialog", { name: /^Send a test message/ });
  await sheet.getByRole("button", { name: "Send test message" }).click();
  await receiver.waitFor(2);
  await sheet.getByRole("link", { name: "Open the delivery" }).click();
  await expect(page).toHaveURL(/\/console\/deliveries\?range=30d&sel=dlv_/);
  await expect(page.getByText("webhook.test").first()).toBeVisible();
});

test("a suspended customer's messages are refused, its portal says so, and resuming takes them again", async ({
  consolePage: page,
  api,
  svix,
  application,
  receiver,
  openPortal,
  browser,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  const send = () => api("POST", `/api/v1/app/${application.id}/msg`, { eventType: "invoice.paid", payload: {} });
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Suspend…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("did not pay");
  await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await expect(page.getByText("Suspended since")).toBeVisible();
  expect(await send()).toMatchObject({ status: 403, body: { code: "application_suspended" } });

  const customer = await (await browser.newContext()).newPage();
  await openPortal(customer, application);
  await expect(customer.getByText("Sending is suspended.")).toBeVisible();
  await customer.context().close();
  expect(receiver.requests).toHaveLength(0);

  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Suspended since")).toHaveCount(0);
  expect((await send()).status).toBe(202);
  await receiver.waitFor(1);
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
    const base = `/console/applications/${application.id}`;
    for (const path of ["/console/applications", base, `${base}/metadata`]) {
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
