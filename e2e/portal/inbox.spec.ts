import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("a debug inbox shows what arrives, becomes an endpoint, answers as it is told, and is deleted", async ({
  portalPage: page,
  application,
  svix,
}) => {
  await page.goto(`/portal/${application.id}/inboxes`);
  await page.getByRole("button", { name: "New debug inbox" }).click();
  await page.waitForURL(/inboxes\/inbox_/);
  await expect(page.getByText("Waiting for the first request.")).toBeVisible();
  await expectAccessible(page);
  const url = (await page.getByRole("button", { name: "Copy URL of the inbox" }).locator("..").textContent()) ?? "";

  await fetch(url, { method: "PUT", headers: { "x-odd": "1" }, body: "plain" });
  const list = page.getByRole("list", { name: "What arrived, newest first" });
  await expect(list.getByRole("button", { name: /PUT.*Not signed.*answered 200/ })).toBeVisible();
  await expect(list).toContainText("plain");

  await page.getByRole("button", { name: "Make an endpoint of this URL" }).click();
  await page.waitForURL(/endpoints\/ep_/);
  await page.goBack();
  await page.waitForURL(/inboxes\/inbox_/);
  await expect(page.getByRole("link", { name: "Debug inbox", exact: true }).last()).toBeVisible();

  await page.getByRole("textbox", { name: "Status" }).fill("999");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("textbox", { name: "Status" })).toHaveAccessibleDescription(/200 to 599/);
  await page.getByRole("textbox", { name: "Status" }).fill("410");
  await page.getByRole("textbox", { name: "Body" }).fill('{"gone":true}');
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Now it answers 410 at once.")).toBeVisible();
  await svix.message.create(application.id, { eventType: "job.created", payload: { number: 7 } });
  const signed = list.getByRole("button", { name: /POST.*Signature is right.*answered 410/ });
  await expect(signed).toHaveAttribute("aria-expanded", "true");
  await expect(list).toContainText('"number"');

  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 1400 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/inbox-${colorScheme}-${width}.png`, fullPage: true });
  }

  await page.getByRole("button", { name: "Delete…" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 endpoint leads here");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.waitForURL(/inboxes$/);
  await expect(page.getByText("No debug inbox is open.")).toBeVisible();
  expect((await fetch(url, { method: "POST" })).status).toBe(404);
});
