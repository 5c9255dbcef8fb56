import type { ApplicationOut, Svix } from "svix";
import { expect, expectAccessible, inSampledViews, type Receiver, test } from "@/e2e/fixtures.ts";

async function addEndpoint(svix: Svix, application: ApplicationOut, receiver: Receiver, description = "") {
  return svix.endpoint.create(application.id, { url: receiver.url, description });
}

async function send(svix: Svix, application: ApplicationOut, eventType: string, payload: object = { id: 1 }) {
  return svix.message.create(application.id, { eventType, payload });
}

test("a link shows the same rows to whoever opens it, in the first HTML", async ({
  portalPage,
  svix,
  application,
  receiver,
}) => {
  await addEndpoint(svix, application, receiver);
  await send(svix, application, "order.created");
  await send(svix, application, "invoice.paid");
  await receiver.waitFor(2);

  const path = `/portal/${application.id}/deliveries?type=invoice.*&status=delivered,nonsense&range=nonsense`;
  await expect
    .poll(async () => (await portalPage.request.get(path)).text(), { message: "the rows in the HTML" })
    .toContain("invoice.paid");
  expect(await (await portalPage.request.get(path)).text()).not.toContain("order.created");

  await portalPage.goto(path);
  await expect(portalPage.getByRole("row", { name: /invoice\.paid/ })).toHaveCount(1);
  await expect(portalPage.getByRole("button", { name: "Event type invoice.*, change" })).toBeVisible();
  await expect(portalPage.getByRole("button", { name: "Last 24 hours" })).toBeVisible();
});

test("the list is walked, opened and left with the keyboard alone", async ({
  portalPage,
  svix,
  application,
  receiver,
}) => {
  await addEndpoint(svix, application, receiver);
  await send(svix, application, "order.created");
  await send(svix, application, "invoice.paid");
  await receiver.waitFor(2);
  await portalPage.goto(`/portal/${application.id}/deliveries`);
  await expect(portalPage.getByRole("row", { name: /order\.created/ })).toBeVisible();

  await portalPage.keyboard.press("j");
  await expect(portalPage.getByRole("link", { name: /invoice\.paid/ })).toBeFocused();
  await portalPage.keyboard.press("Enter");
  const drawer = portalPage.getByRole("dialog");
  await expect(drawer.getByRole("heading", { name: /invoice\.paid/ })).toBeFocused();
  await expect(portalPage).toHaveURL(/sel=dlv_/);

  await portalPage.keyboard.press("j");
  await expect(drawer.getByRole("heading", { name: /order\.created/ })).toBeVisible();
  await portalPage.keyboard.press("4");
  await expect(drawer.getByRole("region", { name: "request bytes" })).toContainText("POST /webhooks HTTP/1.1");
  await expect(portalPage).toHaveURL(/tab=raw/);

  await portalPage.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(portalPage.getByRole("link", { name: /order\.created/ })).toBeFocused();
  await expect(portalPage).not.toHaveURL(/sel=/);
});

test("what is typed as a token filters, and Backspace takes it away", async ({
  portalPage,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, body: "no" });
  await addEndpoint(svix, application, receiver);
  await send(svix, application, "order.created", { note: "needle-4711" });
  await send(svix, application, "invoice.paid");
  await receiver.waitFor(2);
  await portalPage.goto(`/portal/${application.id}/deliveries`);
  await expect(portalPage.getByRole("row", { name: /order\.created/ })).toBeVisible();

  await portalPage.keyboard.press("/");
  await expect(portalPage.getByLabel("Filter deliveries")).toBeFocused();
  await portalPage.keyboard.type("code:5xx type:order.created ");
  await expect(portalPage).toHaveURL(/code=5xx/);
  await expect(portalPage.getByRole("row", { name: /invoice\.paid/ })).toHaveCount(0);
  await expect(portalPage.getByRole("row", { name: /order\.created/ })).toHaveCount(1);

  await portalPage.keyboard.press("Backspace");
  await portalPage.keyboard.press("Backspace");
  await expect(portalPage).not.toHaveURL(/code=/);
  await portalPage.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(portalPage.getByRole("row", { name: /invoice\.paid/ })).toHaveCount(1);

  await portalPage.getByLabel("Filter deliveries").fill("needle-4711");
  await expect(portalPage.getByRole("row", { name: /invoice\.paid/ })).toHaveCount(0);
  await expect(portalPage.getByRole("row", { name: /order\.created/ })).toHaveCount(1);

  await portalPage.getByLabel("Filter deliveries").fill("status:broken");
  await portalPage.keyboard.press("Enter");
  await expect(portalPage.getByText("Status knows no “broken”.").first()).toBeVisible();
});

test("an empty list turns into rows by itself, and rows in flight into their outcome", async ({
  portalPage,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(500, 200);
  await portalPage.goto(`/portal/${application.id}/deliveries`);
  await expect(portalPage.getByText("No deliveries yet.")).toBeVisible();
  await expect(portalPage.getByText("Waiting for the first event…")).toBeVisible();

  await addEndpoint(svix, application, receiver);
  await send(svix, application, "order.created");
  const row = portalPage.getByRole("row", { name: /order\.created/ });
  await expect(row).toBeVisible({ timeout: 20_000 });
  await expect(row.getByRole("img", { name: "Delivered", exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(row).toContainText("On try 2");
});

test("new deliveries wait behind a button, so that no row moves under the cursor", async ({
  portalPage,
  svix,
  application,
  receiver,
}) => {
  await addEndpoint(svix, application, receiver);
  await send(svix, application, "order.created");
  await receiver.waitFor(1);
  await portalPage.goto(`/portal/${application.id}/deliveries`);
  await expect(portalPage.getByRole("row", { name: /order\.created/ })).toBeVisible();

  await send(svix, application, "invoice.paid");
  const pill = portalPage.getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible({ timeout: 20_000 });
  await expect(portalPage.getByRole("row", { name: /invoice\.paid/ })).toHaveCount(0);
  await pill.click();
  await expect(portalPage.getByRole("row", { name: /invoice\.paid/ })).toBeVisible();
  await expect(pill).toHaveCount(0);
});

test("every endpoint says why it did or did not get a message", async ({ portalPage, svix, application, receiver }) => {
  await addEndpoint(svix, application, receiver);
  const other = `user.t${Date.now().toString(36)}`;
  await svix.eventType.create({ name: other, description: "Somebody signed up." });
  await svix.endpoint.create(application.id, { url: `${receiver.url}/other`, eventTypes: [other] });
  await send(svix, application, "order.created");
  await receiver.waitFor(1);
  await portalPage.goto(`/portal/${application.id}/deliveries`);
  await portalPage.getByRole("row", { name: /order\.created/ }).click();
  const elsewhere = portalPage.getByRole("region", { name: "Same message elsewhere" });
  await expect(elsewhere).toContainText("The endpoint was not subscribed to order.created.");
});

test("a range of one's own is read in the reader's zone and kept in the link", async ({ portalPage, application }) => {
  await portalPage.goto(`/portal/${application.id}/deliveries`);
  await portalPage.getByRole("button", { name: "Last 24 hours" }).click();
  const panel = portalPage.getByRole("dialog", { name: "Time range" });
  await panel.getByLabel("From").fill("2026-08-14T10:00");
  await panel.getByLabel("To").fill("2026-08-14T09:00");
  await panel.getByRole("button", { name: "Show this window" }).click();
  await expect(panel.getByText("The end must be later than the start.")).toBeVisible();
  await panel.getByLabel("To").fill("2026-08-14T12:00");
  await panel.getByRole("button", { name: "Show this window" }).click();
  await expect(portalPage).toHaveURL(/from=2026-08-14T.*to=2026-08-14T/);
  await portalPage.goBack();
  await expect(portalPage.getByRole("button", { name: "Last 24 hours" })).toBeVisible();
});

test.describe("when the service fails", () => {
  test.use({ allowConsoleErrors: [/500/] });

  test("a panel fails alone, says why and tries again", async ({ portalPage, svix, application, receiver }) => {
    await addEndpoint(svix, application, receiver);
    await send(svix, application, "order.created");
    await receiver.waitFor(1);
    await portalPage.goto(`/portal/${application.id}/deliveries`);
    await expect(portalPage.getByRole("row", { name: /order\.created/ })).toBeVisible();

    const list = "**/api/v1/app/*/delivery?*";
    await portalPage.route(list, (route) =>
      route.fulfill({
        status: 500,
        headers: { "x-request-id": "req-from-the-test" },
        json: { code: "server_error", detail: "Something went wrong on our side." },
      }),
    );
    await portalPage.keyboard.press("/");
    await portalPage.keyboard.type("status:delivered ");
    const alert = portalPage.getByRole("alert").filter({ hasText: "We could not load the deliveries." });
    await expect(alert).toContainText("req-from-the-test", { timeout: 20_000 });
    await expect(portalPage.getByRole("slider", { name: "Deliveries over time" })).toBeVisible();
    await portalPage.unroute(list);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(portalPage.getByRole("row", { name: /order\.created/ })).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
});

inSampledViews([1400, 390], (width) => {
  test(`list, drawer, filter and empty list are accessible at ${width} px`, async ({
    page,
    openPortal,
    svix,
    application,
    receiver,
  }) => {
    await page.setViewportSize({ width, height: 2600 });
    receiver.answerWith({ status: 404, body: "<html>no</html>" });
    await addEndpoint(svix, application, receiver);
    await openPortal(page, application);
    await page.goto(`/portal/${application.id}/deliveries`);
    await expect(page.getByText("No deliveries yet.")).toBeVisible();
    await expectAccessible(page);

    await send(svix, application, "order.created");
    await receiver.waitFor(1);
    await page.goto(`/portal/${application.id}/deliveries`);
    const row = page.getByRole("row", { name: /order\.created/ });
    await expect(row).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

    await page.getByRole("button", { name: width < 768 ? "Filters" : "Filter", exact: true }).click();
    await expectAccessible(page);
    await page.keyboard.press("Escape");

    await row.getByRole("link").click();
    await expect(page.getByRole("dialog").getByRole("tab", { name: /Response/ })).toBeVisible();
    for (const tab of ["Response", "Request", "Timing", "Exact bytes"]) {
      await page.getByRole("tab", { name: new RegExp(tab) }).click();
      await expect(page.getByRole("tabpanel")).toBeVisible();
      await expectAccessible(page);
    }
  });
});

test("a text within a body is found by keyboard, where it is folded and beyond what is shown too", async ({
  page,
  openPortal,
  svix,
  application,
  receiver,
}) => {
  await addEndpoint(svix, application, receiver);
  const lines = Array.from({ length: 250 }, (_, i) => ({ sku: `sku-${i}`, note: i === 240 ? "Needle" : "hay" }));
  await svix.message.create(application.id, { eventType: "order.created", payload: { lines, end: "needle too" } });
  await receiver.waitFor(1);
  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/deliveries`);
  await page
    .getByRole("row", { name: /order\.created/ })
    .getByRole("link")
    .click();
  await page.getByRole("tab", { name: /Request/ }).click();
  const body = page.getByRole("region", { name: "Request body" });
  await body.getByRole("button", { name: "Line 1", exact: true }).press("ControlOrMeta+f");
  const search = page.getByRole("searchbox", { name: "Search in Request body" });
  await expect(search).toBeFocused();
  await page.keyboard.type("NEEDLE");
  const where = page.getByRole("status").filter({ hasText: /of 2|Nothing/ });
  await expect(where).toHaveText("1 of 2");
  await expect(body.getByText("Needle", { exact: true })).toBeInViewport();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(where).toHaveText("2 of 2");
  await expect(body.getByText("needle", { exact: true })).toBeInViewport();
  await expect(page.getByText("end", { exact: true })).toBeVisible();
  await page.keyboard.type("less");
  await expect(where).toHaveText("Nothing found");
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(search).toBeFocused();
});

test("nothing scrolls sideways on the narrowest screen", async ({ page, openPortal, svix, application, receiver }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await addEndpoint(svix, application, receiver);
  const { id } = await send(svix, application, "order.created_with_a_rather_long_name");
  await receiver.waitFor(1);
  await openPortal(page, application);
  for (const path of ["deliveries", `deliveries?q=${id}&status=delivered`]) {
    await page.goto(`/portal/${application.id}/${path}`);
    await expect(page.getByRole("row", { name: /order\.created/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});
