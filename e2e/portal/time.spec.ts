import { expect, test } from "@/e2e/fixtures.ts";

test("the panel of a time opens for a pointer that comes to it, and not for one that a page slides it under", async ({
  page,
  openPortal,
  svix,
  application,
  receiver,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, { eventType: "order.created", payload: { id: 1 } });
  await receiver.waitFor(1);
  await openPortal(page, application);
  await page.clock.install();
  await page.goto(`/portal/${application.id}/messages/${message.id}`);
  const time = page
    .getByRole("main")
    .getByRole("button")
    .filter({ has: page.locator("time") })
    .first();
  const panel = page.getByText("Epoch ms");
  await page.evaluate(() => {
    document.body.style.paddingBottom = "3000px";
  });
  const box = await time.boundingBox();
  if (!box) throw new Error("the time is not shown");
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 - 100 };

  await page.mouse.move(at.x, at.y);
  await page.evaluate(() => window.scrollBy(0, 100));
  await expect.poll(() => time.evaluate((button) => button.matches(":hover"))).toBe(true);
  await page.clock.runFor(2_000);
  await expect(panel).toHaveCount(0);

  await page.mouse.move(at.x + 2, at.y);
  await page.clock.runFor(400);
  await expect(panel).toBeVisible();
  // The pointer reaches the panel, and the panel goes when it has left.
  await page.getByRole("button", { name: "Copy UTC time" }).hover();
  await page.clock.runFor(1_000);
  await expect(panel).toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.runFor(400);
  await expect(panel).toHaveCount(0);
});
