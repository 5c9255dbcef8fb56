import type { Page } from "@playwright/test";
import { type Api, expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

const HOUR_MS = 3_600_000;

async function add(api: Api, applicationId: string, url: string, more: object) {
  const { body } = await api("POST", `/api/v1/app/${applicationId}/endpoint`, { url, name: "orders", ...more });
  return body as { id: string };
}

async function send(api: Api, applicationId: string, eventType: string, more: object = {}) {
  const answer = await api("POST", `/api/v1/app/${applicationId}/msg`, { eventType, payload: { id: 1 }, ...more });
  expect(answer.status).toBe(202);
  return answer.body as { id: string };
}

const rowOf = (page: Page, eventType: string) => page.getByRole("row").filter({ hasText: eventType });

/** Of the newest delivery of a type, beside the list. */
async function openDetail(page: Page, eventType: string) {
  await rowOf(page, eventType).first().getByRole("link").first().click();
  const detail = page.getByRole("complementary", { name: "Delivery" }).or(page.getByRole("dialog"));
  await expect(detail).toBeVisible();
  return detail;
}

test("a scheduled delivery says when it goes, and goes at once when it is told to", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  await add(api, application.id, receiver.url, {});
  await send(api, application.id, "invoice.due", { deliverAt: new Date(Date.now() + HOUR_MS).toISOString() });
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(rowOf(page, "invoice.due")).toContainText(/Scheduled for .*\d\d:\d\d/);
  const detail = await openDetail(page, "invoice.due");
  await expect(detail).toContainText("The sender wants it delivered at");
  expect(receiver.requests).toHaveLength(0);

  await detail.getByRole("button", { name: "Send now" }).click();
  await receiver.waitFor(1);
  await expect(detail).toContainText("Delivered");
});

test("what a rate limit holds back says so, and its try shows how long it waited", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  await add(api, application.id, receiver.url, { throttleRate: 1, deliveryOptions: { throttleWindowSeconds: 20 } });
  await send(api, application.id, "invoice.first");
  await receiver.waitFor(1);
  await send(api, application.id, "invoice.second");
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(rowOf(page, "invoice.second")).toContainText("Waits for the rate limit");
  const detail = await openDetail(page, "invoice.second");
  await expect(detail).toContainText("The limit lets it through in");
  await expect(detail.getByRole("link", { name: "Change the limit" })).toBeVisible();

  await page.getByRole("link", { name: "orders" }).first().click();
  await expect(page.getByText(/^1.delivery waits for the rate limit; nothing is lost\.$/)).toBeVisible();
  await page.goBack();

  await receiver.waitFor(2, 40_000);
  await expect(detail).toContainText("Delivered");
  await detail.getByRole("tab", { name: /Timing/ }).click();
  await expect(detail.getByRole("row", { name: /^Rate limit/ })).toContainText(/\d.s$/);
});

test("events of a batch wait for it, and tell afterwards that they went together", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  await add(api, application.id, receiver.url, { deliveryOptions: { batch: { maxEvents: 3, maxWaitSeconds: 300 } } });
  await send(api, application.id, "job.one");
  await send(api, application.id, "job.two");
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(rowOf(page, "job.one")).toContainText("Waits for its batch");
  expect(receiver.requests).toHaveLength(0);

  await send(api, application.id, "job.three");
  await receiver.waitFor(1);
  const detail = await openDetail(page, "job.one");
  await expect(detail).toContainText(/Sent with 2.others in one request/);
  await detail.getByRole("button", { name: "one request" }).click();
  await expect(detail.getByRole("tabpanel")).toContainText("The batch, the same on every try of it.");
  expect(receiver.requests).toHaveLength(1);
});

test("in strict order the second waits in line behind the first, and leads to the line", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, headers: { "retry-after": "600" } });
  const endpoint = await add(api, application.id, receiver.url, { deliveryOptions: { fifo: true } });
  await send(api, application.id, "invoice.first");
  await receiver.waitFor(1);
  await send(api, application.id, "invoice.second");
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(rowOf(page, "invoice.second")).toContainText("Waits in line behind an earlier one");
  const detail = await openDetail(page, "invoice.second");
  await expect(detail).toContainText("gets its deliveries in strict order");
  await detail.getByRole("link", { name: "See the line" }).click();
  await page.waitForURL(new RegExp(`endpoint=${endpoint.id}`));
  await expect(rowOf(page, "invoice.first")).toContainText("next try in");
  expect(receiver.requests).toHaveLength(1);
});

inSampledViews([1280, 390], (width) => {
  test(`a waiting delivery is accessible at ${width} px`, async ({ api, portalPage: page, application, receiver }) => {
    await add(api, application.id, receiver.url, {});
    const at = new Date(Date.now() + HOUR_MS).toISOString();
    const { id } = await send(api, application.id, "invoice.due", { deliverAt: at });
    await page.setViewportSize({ width, height: 1400 });
    await page.goto(`/portal/${application.id}/deliveries`);
    await expect(rowOf(page, "invoice.due")).toBeVisible();
    await expectAccessible(page);
    const { body } = await api("GET", `/api/v1/app/${application.id}/delivery?q=${id}`);
    const [delivery] = (body as { data: { id: string }[] }).data;
    await page.goto(`/portal/${application.id}/deliveries/${delivery?.id}`);
    await expect(page.getByText("The sender wants it delivered at")).toBeVisible();
    await expectAccessible(page);
  });
});
