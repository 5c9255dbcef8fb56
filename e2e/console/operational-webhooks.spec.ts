import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("staff find the operator's own webhooks with their deliveries, and not among the customers", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const operational = await svix.operationalWebhook.endpoint.create({ url: receiver.url });
  await svix.endpoint.create(application.id, { url: receiver.url, disabled: true });
  await receiver.waitFor(1);

  await page.goto("/console/applications");
  await expect(page.getByRole("row").filter({ hasText: application.name })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Operational webhooks" })).toHaveCount(0);
  await page.getByRole("link", { name: "operational webhooks" }).click();
  await expect(page.getByRole("heading", { name: "Operational webhooks", level: 1 })).toBeVisible();
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: new URL(receiver.url).host })
      .first(),
  ).toBeVisible();
  for (const forCustomers of ["View as customer", "Create portal link", "More actions"]) {
    await expect(page.getByRole("button", { name: forCustomers })).toHaveCount(0);
  }
  await expect(page.getByRole("link", { name: "How they are set up" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Deliveries", exact: true }).last().click();
  await expect(page.getByRole("row").filter({ hasText: "endpoint.created" }).first()).toBeVisible();
  await svix.operationalWebhook.endpoint.delete(operational.id);
});
