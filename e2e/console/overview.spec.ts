import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

test("an endpoint that fails is named, with its customer and the way to it", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(500);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, description: "" });
  const message = await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });
  await untilDelivery({ application, message, endpoint }, "failed");

  await page.goto("/console");
  const row = page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("row")
    .filter({ hasText: new URL(receiver.url).host });
  await expect(row).toContainText("Failing");
  await expect(row).toContainText(application.name);
  await expect(row).toContainText("Server error");

  await row.getByRole("link", { name: new URL(receiver.url).host, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/console/applications/${application.id}/endpoints/${endpoint.id}`));
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
