import { type Place, untilDelivery, untilFailureGroup } from "@/e2e/delivery/deliveries.ts";
import { type Api, expect, expectAccessible, inSampledViews, type Receiver, test } from "@/e2e/fixtures.ts";
import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";

type Scene = { api: Api; application: { id: string }; receiver: Receiver };

/** A message that fails for good, once its group is there. */
async function aFailure({ api, application, receiver }: Scene, name = "billing"): Promise<FailureGroupOut> {
  receiver.answerWith({ status: 500, headers: { "content-type": "text/plain" }, body: "no such column" });
  const { body: endpoint } = await api("POST", `/api/v1/app/${application.id}/endpoint`, {
    url: receiver.url,
    name,
    deliveryOptions: { finalStatusCodes: ["500"] },
  });
  const { body: message } = await api("POST", `/api/v1/app/${application.id}/msg`, {
    eventType: "invoice.paid",
    payload: { n: 1 },
  });
  const place = { application, endpoint, message } as Place;
  await untilDelivery(place, "failed");
  return untilFailureGroup(place.endpoint);
}

test("what fails is one row with its customer, found by its cause, opened by keyboard and acknowledged", async ({
  consolePage: page,
  api,
  application,
  receiver,
}) => {
  const group = await aFailure({ api, application, receiver });
  await page.goto(`/console/failures?app=${application.id}`);
  const row = page.getByRole("row").filter({ hasText: "billing" });
  await expect(row).toContainText("Server error (500)");
  await expect(row).toContainText(application.name);
  await expect(page.getByText("1 message is still undelivered")).toBeVisible();

  await page.getByRole("button", { name: /^Server error/ }).click();
  await expect(page).toHaveURL(/cause=server_error/);
  await page.keyboard.press("j");
  await expect(row.getByRole("link", { name: "Server error" })).toBeFocused();
  await page.keyboard.press("e");
  await expect(row).toContainText("Acknowledged by");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/console/failures/${group.id}`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Server error (500)");
});

test("a group shows an example with its reply, what happened, and takes notes and a mute", async ({
  consolePage: page,
  api,
  application,
  receiver,
}) => {
  const group = await aFailure({ api, application, receiver });
  await page.goto(`/console/failures/${group.id}`);
  const example = page.getByRole("region", { name: "Example" });
  await expect(example).toContainText("•••");
  await expect(example).not.toContainText("no such column");
  await example.getByRole("button", { name: "Reveal (recorded)" }).click();
  await expect(example).toContainText("no such column");
  await expect(example).toContainText("recommended");
  const happened = page.getByRole("region", { name: "What happened" });
  await expect(happened).toContainText("First failure");
  await expect(happened).toContainText("Endpoint added");

  await page.keyboard.press("n");
  await expect(page.getByLabel("Note", { exact: true })).toBeFocused();
  await page.keyboard.type("They are deploying.");
  await page.getByRole("button", { name: "Write the note" }).click();
  await expect(happened).toContainText("They are deploying.");
  await page.getByRole("button", { name: "Mute" }).click();
  await page.getByRole("menuitem", { name: "For a day" }).click();
  await expect(page.getByText(/^Muted until/).first()).toBeVisible();
  await page.getByRole("button", { name: "Open again" }).click();
  await expect(page.getByRole("button", { name: "Acknowledge" })).toBeVisible();
});

test("from a group to its replay with the scope filled in, to a message for the customer, and to a pause", async ({
  consolePage: page,
  context,
  api,
  application,
  receiver,
}) => {
  const group = await aFailure({ api, application, receiver });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/console/failures/${group.id}`);
  await expect(page.getByRole("region", { name: "Example" })).toContainText("•••");
  await page.getByRole("button", { name: "Copy message to customer" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("Deliveries to billing have been failing since");
  expect(text).toContain(`/portal/${application.id}/deliveries?`);
  expect(text).not.toContain("/console");

  await page.getByRole("button", { name: "Pause endpoint" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Pause billing" }).click();
  await expect(page.getByText("billing · paused")).toBeVisible();
  await page.getByRole("link", { name: "Replay undelivered (1)…" }).click();
  await expect(page.getByRole("button", { name: "Replay 1", exact: true })).toBeVisible();
});

inSampledViews([1280, 390], (width) => {
  test(`failures are accessible and fit at ${width} px`, async ({ consolePage: page, api, application, receiver }) => {
    const group = await aFailure({ api, application, receiver });
    await page.setViewportSize({ width, height: 1600 });
    for (const path of [`?app=${application.id}`, `/${group.id}`]) {
      await page.goto(`/console/failures${path}`);
      await expect(page.getByText("Server error (500)").first()).toBeVisible();
      if (path.startsWith("/")) await expect(page.getByText("•••").first()).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/failures-${width}-${path.length}.png`, fullPage: true });
    }
  });
});
