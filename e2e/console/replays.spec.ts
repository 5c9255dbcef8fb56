import { expect, test } from "@/e2e/fixtures.ts";

test("staff replay for a customer from the application, and the customer sees it without their name", async ({
  api,
  consolePage: page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  receiver.answerWith(500);
  await api("POST", `/api/v1/app/${application.id}/endpoint`, {
    url: receiver.url,
    name: "billing",
    deliveryOptions: { finalStatusCodes: ["500"] },
  });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n: 0 } });
  const failed = `/api/v1/app/${application.id}/delivery?status=failed`;
  await expect.poll(async () => ((await api("GET", failed)).body as { data: unknown[] }).data.length).toBe(1);

  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("link", { name: "Replays", exact: true }).click();
  await page.getByRole("link", { name: "New replay" }).click();
  await page.getByRole("button", { name: "Replay 1", exact: true }).click();
  await page.waitForURL("**/replays/qtask_*");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText(/Nothing was sent/)).toBeVisible();

  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/replays`);
  await expect(page.getByRole("row", { name: /failed · all endpoints/ })).toContainText("Somebody else");
});
