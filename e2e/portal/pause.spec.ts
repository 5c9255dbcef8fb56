import type { Page } from "@playwright/test";
import { type Api, expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

async function add(api: Api, applicationId: string, url: string) {
  const { body } = await api("POST", `/api/v1/app/${applicationId}/endpoint`, { url, name: "orders" });
  return body as { id: string };
}

async function send(api: Api, applicationId: string, eventType: string) {
  const { status } = await api("POST", `/api/v1/app/${applicationId}/msg`, { eventType, payload: { id: 1 } });
  expect(status).toBe(202);
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const banner = (page: Page) => page.getByText(/nothing is lost\.$|those that come are kept\.$/);

test("a paused endpoint keeps what comes, says so everywhere, and sends it when it is resumed", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  const endpoint = await add(api, application.id, receiver.url);
  await page.goto(`/portal/${application.id}/endpoints`);
  await row(page, "orders")
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Pause…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Deliveries are kept and wait.");
  await expect(dialog.getByRole("button", { name: "Keep sending" })).toBeFocused();
  await dialog.getByRole("button", { name: "Pause orders" }).click();
  await expect(row(page, "orders")).toContainText("Paused");
  await expect(page.getByText(/orders is paused/)).toBeVisible();

  await send(api, application.id, "invoice.one");
  await send(api, application.id, "invoice.two");
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(row(page, "invoice.one")).toContainText("Held: endpoint paused");
  await row(page, "invoice.one").getByRole("link").first().click();
  await page.getByRole("link", { name: "Resume…" }).click();
  await page.waitForURL(`**/endpoints/${endpoint.id}`);
  await expect(banner(page)).toContainText(/^Paused since .*2.deliveries wait; nothing is lost\.$/);
  expect(receiver.requests).toHaveLength(0);

  await page.getByRole("button", { name: "Resume…" }).click();
  await expect(dialog.getByRole("group", { name: /2.deliveries wait/ })).toBeVisible();
  await expect(dialog.getByRole("radio", { name: "Send them now" })).toBeChecked();
  await dialog.getByRole("button", { name: "Resume and send them" }).click();
  await receiver.waitFor(2);
  await expect(banner(page)).toHaveCount(0);
});

test("what waited is dropped where that is chosen, with the keyboard alone, and can be replayed", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  const endpoint = await add(api, application.id, receiver.url);
  await api("POST", `/api/v1/app/${application.id}/endpoint/${endpoint.id}/pause`);
  await send(api, application.id, "invoice.one");
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
  await page
    .getByRole("region", { name: "Pause, turn off or delete" })
    .getByRole("button", { name: "Resume…" })
    .focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Leave it paused" })).toBeFocused();
  await expect(dialog.getByRole("radio", { name: "Send it now" })).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByRole("radio", { name: "Send it now" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Drop it" })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Resume and drop it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);

  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(row(page, "invoice.one")).toContainText("Dropped");
  expect(receiver.requests).toHaveLength(0);
  await row(page, "invoice.one").getByRole("link").first().click();
  await page.getByRole("button", { name: "Replay" }).click();
  await receiver.waitFor(1);
});

test("a pause is taken back with Undo", async ({ api, portalPage: page, application, receiver }) => {
  const endpoint = await add(api, application.id, receiver.url);
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  await page.getByRole("button", { name: "More actions for orders" }).click();
  await page.getByRole("menuitem", { name: "Pause…" }).click();
  await page.getByRole("button", { name: "Pause orders" }).click();
  await expect(banner(page)).toBeVisible();
  await send(api, application.id, "invoice.one");
  await page.getByRole("button", { name: "Undo" }).click();
  await receiver.waitFor(1);
  await expect(banner(page)).toHaveCount(0);
});

inSampledViews([1280, 390], (width) => {
  test(`a paused endpoint and its dialogs are accessible at ${width} px`, async ({
    api,
    portalPage: page,
    application,
  }) => {
    const endpoint = await add(api, application.id, "https://hooks.example.com/in");
    await page.setViewportSize({ width, height: 1400 });
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
    await page.getByRole("button", { name: "More actions for orders" }).click();
    await page.getByRole("menuitem", { name: "Pause…" }).click();
    // Until it is there no animation says that its colours are not what they will be.
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Keep sending" }).click();
    await api("POST", `/api/v1/app/${application.id}/endpoint/${endpoint.id}/pause`);
    await send(api, application.id, "invoice.one");
    await page.reload();
    await expect(banner(page)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Resume…" }).first().click();
    await expect(page.getByRole("radio", { name: "Send it now" })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/portal/${application.id}/endpoints`);
    await expect(row(page, "orders")).toContainText("Paused");
    await expectAccessible(page);
  });
});
