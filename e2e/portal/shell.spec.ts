import fs from "node:fs/promises";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("the palette opens a pasted id, an endpoint, an action and a page, by keyboard alone", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, description: "Orders" });
  await page.goto(`/portal/${application.id}/endpoints`);
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  const field = palette.getByRole("combobox", { name: "Search and commands" });

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type(endpoint.id);
  await expect(palette.getByRole("option", { name: "Open this endpoint" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/endpoints/${endpoint.id}$`));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("send a te");
  await expect(palette.getByRole("option")).toHaveCount(2);
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: /^Test / });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);

  await page.getByRole("button", { name: /^Search and commands/ }).click();
  await page.keyboard.type("failed hour");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/deliveries\?status=failed&range=1h/);

  const button = page.getByRole("button", { name: /^Search and commands/ });
  await button.click();
  await expect(palette.getByRole("group", { name: "Recent" }).getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("every page says what its keys do, and they can be switched off", async ({ portalPage: page, application }) => {
  await page.goto(`/portal/${application.id}/event-types`);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByRole("heading", { name: "Go to" })).toBeVisible();
  await expect(sheet.getByText("Search this list")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/\/activity$/);

  await page.goto(`/portal/${application.id}/settings`);
  await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
  await page.goto(`/portal/${application.id}/event-types`);
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search and commands" })).toBeVisible();
  await expect(page).toHaveURL(/\/event-types$/);
});

test("a frame's host can keep all keys for itself", async ({ portalPage: page, application }) => {
  await page.goto(`/portal/${application.id}/endpoints?keys=0`);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("times follow the server's clock, whatever the device's clock says", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });
  await receiver.waitFor(1);
  await page.clock.install({ time: Date.now() + 3 * 3_600_000 });
  await page.goto(`/portal/${application.id}/endpoints`);
  const row = page.getByRole("row").nth(1);
  await expect(row).toContainText(/3\sh ago/);
  // Until the list asks again: its answer has the server's time.
  await page.clock.fastForward(31_000);
  await expect(row).toContainText(/just now|\d\s(s|min) ago/);
});

test("settings hold from the first paint on, and a deleted endpoint is restored", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.endpoint.delete(application.id, endpoint.id);
  await page.goto(`/portal/${application.id}/settings`);

  await page.getByRole("radio", { name: /^12 hours/ }).click();
  await page.getByRole("radio", { name: "Compact" }).click();
  await page.getByRole("switch", { name: "Reduce motion" }).click();
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await expect(page.getByText(/^It is \d+:\d\d\s[AP]M there now\.$/)).toBeVisible();
  await page.getByRole("radio", { name: "Dark" }).click();
  await expectAccessible(page);

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await expect(page.locator("html")).toHaveAttribute("data-motion", "less");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Asia/Tokyo");

  await page.getByRole("button", { name: /^Restore / }).click();
  await expect(page.getByText(/ is back, as it was\.$/)).toBeVisible();
  await expect(page.getByText("No endpoint was deleted in the last 30 days.")).toBeVisible();
  expect((await svix.endpoint.get(application.id, endpoint.id)).id).toBe(endpoint.id);

  await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
});

test("the activity tells who changed what, is filtered in the address, and is exported", async ({
  portalPage: page,
  api,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}`;
  expect((await api("PATCH", path, { name: "=orders", description: "For orders" })).status).toBe(200);
  await page.goto(`/portal/${application.id}/activity`);
  const changed = page.getByRole("row", { name: /Changed the endpoint/ });
  await expect(changed).toContainText("A program");
  await expect(changed).toContainText("Description – → For orders");
  await expect(changed.getByRole("link", { name: "=orders" })).toHaveAttribute("href", /\/endpoints\/ep_/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const csv = await fs.readFile(await (await download).path(), "utf8");
  expect(csv).toContain(`"'=orders"`);
  expect(csv).toContain('"endpoint.updated"');

  await page.getByRole("combobox", { name: "Who" }).selectOption("portal");
  await expect(page).toHaveURL(/actor=portal/);
  await expect(changed).toHaveCount(0);
  await page.goto(`/portal/${application.id}/activity?actor=staff`);
  await expect(page.getByText("Nothing like that happened in this time.")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(changed).toBeVisible();
});

test.describe("a session that ends", () => {
  // What the page asks for as it ends is refused.
  test.use({ allowConsoleErrors: [/401/] });

  test("a session that is about to end says so, and goes on when another tab opens a new one", async ({
    portalPage: page,
    context,
    openPortal,
    application,
    svix,
  }) => {
    await svix.authentication.expireAll(application.id, { expiry: 100 });
    await page.goto(`/portal/${application.id}/endpoints`);
    const warning = page.getByRole("alert").filter({ hasText: "Your session ends in" });
    await expect(warning).toBeVisible();
    await openPortal(await context.newPage(), application);
    await expect(warning).toHaveCount(0, { timeout: 20_000 });
  });
});
