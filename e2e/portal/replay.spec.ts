import type { Page } from "@playwright/test";
import { type ApplicationOut, AppPortalCapability, type Svix } from "svix";
import { expect, expectAccessible, type Receiver, test } from "@/e2e/fixtures.ts";

/** A delivery that has failed for good: its endpoint has no tries left. */
async function failedDelivery(svix: Svix, application: ApplicationOut, receiver: Receiver, page: Page) {
  receiver.answerWith({ status: 500, body: "broken" });
  await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: "in_1" } });
  await receiver.waitFor(5);
  await page.goto(`/portal/${application.id}/deliveries`);
  const row = page.getByRole("row", { name: /invoice\.paid/ });
  await expect(row.getByRole("img", { name: "Failed", exact: true })).toBeVisible({ timeout: 20_000 });
  return row;
}

async function deliveredDelivery(svix: Svix, application: ApplicationOut, receiver: Receiver, page: Page, count = 1) {
  await svix.endpoint.create(application.id, { url: receiver.url });
  for (let n = 0; n < count; n++)
    await svix.message.create(application.id, { eventType: "order.created", payload: { n } });
  await receiver.waitFor(count);
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(page.getByRole("img", { name: "Delivered", exact: true })).toHaveCount(count);
}

test("a failed delivery is replayed in two presses and its outcome is seen in place", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const row = await failedDelivery(svix, application, receiver, page);
  await expect(row).toContainText("Server error");
  receiver.answerWith({ status: 200, body: '{"ok":true}', delayMs: 1200 });

  await row.click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("Your server failed");
  await drawer.getByRole("button", { name: "Replay" }).click();

  await expect(drawer.getByRole("list", { name: "Progress of this try" })).toContainText("Sent");
  await expect(row.getByRole("img", { name: "Sending", exact: true })).toBeVisible();
  await expect(drawer.getByRole("heading", { name: /Delivered/ })).toBeVisible();
  await expect(drawer).toContainText("5 earlier tries failed: Server error");
  await expect(drawer.getByRole("tabpanel")).toContainText("200 OK");
  await expect(row.getByRole("img", { name: "Delivered", exact: true })).toBeVisible();
  expect(receiver.requests).toHaveLength(6);
  expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  await expectAccessible(page);
});

test("what was delivered is asked about once in a session, with the keyboard alone", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await deliveredDelivery(svix, application, receiver, page);
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  const question = page.getByRole("dialog", { name: "Send it again?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  expect(receiver.requests).toHaveLength(1);

  await page.keyboard.press("r");
  await question.getByRole("button", { name: "Send again" }).press("Enter");
  await receiver.waitFor(2);
  await expect(page.getByRole("row", { name: /order\.created/ })).toContainText("On try 2");

  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await receiver.waitFor(3);
  await expect(question).toHaveCount(0);
});

test("a selection is replayed one by one, and its rows tell the outcome", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await deliveredDelivery(svix, application, receiver, page, 3);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Replay 2" }).click();
  await page.getByRole("dialog", { name: "Send them again?" }).getByRole("button", { name: "Replay 2" }).click();
  await expect(bar).toContainText("2 deliveries are being sent again.");
  await receiver.waitFor(5);
  await expect(page.getByRole("row").filter({ hasText: "On try 2" })).toHaveCount(2);
  await bar.getByRole("button", { name: "Done" }).click();
  await expect(bar).toHaveCount(0);
});

test.describe("of an endpoint that is off", () => {
  test.use({ allowConsoleErrors: [/409/] });

  test("a replay says so and leads to where it is turned on", async ({
    portalPage: page,
    svix,
    application,
    receiver,
  }) => {
    await deliveredDelivery(svix, application, receiver, page);
    const [endpoint] = (await svix.endpoint.list(application.id)).data;
    await svix.endpoint.patch(application.id, endpoint?.id ?? "", { disabled: true });
    await page.getByRole("row", { name: /order\.created/ }).click();
    const drawer = page.getByRole("dialog").first();
    await drawer.getByRole("button", { name: "Replay" }).click();
    await page.getByRole("button", { name: "Send again" }).click();
    await expect(drawer.getByRole("alert")).toContainText("turned off");
    expect(receiver.requests).toHaveLength(1);
  });
});

test("retries are stopped in place and can be replayed later", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  // A server that asks for a pause leaves time to press the button.
  receiver.answerWith({ status: 429, headers: { "retry-after": "60" } });
  await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.message.create(application.id, { eventType: "order.created", payload: {} });
  await receiver.waitFor(1);
  await page.goto(`/portal/${application.id}/deliveries`);
  await page.getByRole("row", { name: /order\.created/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "Stop" }).click();
  await expect(drawer.getByRole("heading", { name: /Canceled/ })).toBeVisible();
  await expect(drawer).toContainText("A person stopped it.");
  await expect(drawer.getByRole("button", { name: "Replay" })).toBeVisible();
});

test("a session that may not replay has no button for it, and R does nothing", async ({
  page,
  openPortal,
  svix,
  application,
  receiver,
}) => {
  await openPortal(page, application, { capabilities: [AppPortalCapability.ViewBase] });
  await deliveredDelivery(svix, application, receiver, page);
  await page.getByRole("row", { name: /order\.created/ }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("tab", { name: /Request/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /Replay|Try now|Stop/ })).toHaveCount(0);
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  expect(receiver.requests).toHaveLength(1);
});
