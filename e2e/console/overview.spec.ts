import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

test("a job that runs is named with how far it is, beside the largest changes", async ({
  consolePage: page,
  api,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  receiver.answerWith(500);
  const message = await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });
  await untilDelivery({ application, message, endpoint }, "failed");
  const name = `After ${application.id}`;
  const { status } = await api("POST", `/api/v1/app/${application.id}/endpoint/${endpoint.id}/recover`, {
    since: new Date(Date.now() - 3_600_000).toISOString(),
    name,
    startInSeconds: 600,
  });
  expect(status).toBe(202);
  await page.goto("/console");
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention.getByRole("listitem").filter({ hasText: name })).toContainText("starts in a moment");
  await expect(page.getByRole("region", { name: "Largest changes" })).toBeVisible();
});

test("the menu folds and stays folded", async ({ consolePage: page }) => {
  await page.goto("/console", { waitUntil: "networkidle" });
  await page.keyboard.press("[");
  await expect(page.getByRole("button", { name: "Open the menu" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Open the menu" })).toBeVisible();
});

inSampledViews([1280, 390], (width) => {
  test(`the overview is accessible and fits at ${width} px`, async ({ consolePage: page }) => {
    await page.setViewportSize({ width, height: 2000 });
    await page.goto("/console");
    await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
});
