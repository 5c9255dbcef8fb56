import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("a filter is written in rows, tried on the messages that came, and keeps others from being sent", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
  for (const plan of ["pro", "free", "free"])
    await svix.message.create(application.id, { eventType: "plan.changed", payload: { customer: { plan } } });
  await receiver.waitFor(3);

  await page.goto(`/portal/${application.id}/endpoints/${id}/settings`);
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("button", { name: "Add a condition" }).click();
  await expect(page.getByRole("combobox", { name: "Field of condition 1" })).toBeFocused();
  await page.getByRole("button", { name: "Save the filter" }).click();
  await expect(page.getByText("Name the field that is compared.")).toBeVisible();

  await page.keyboard.insertText("customer.plan");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Field of condition 1" })).toHaveValue("/customer/plan");
  await page.getByRole("combobox", { name: "Comparison of condition 1" }).selectOption("is one of");
  await page.getByLabel("Value of condition 1").fill("pro, team");
  const preview = page.getByRole("region", { name: "What it would have done" });
  await expect(preview).toContainText("It would have sent 1 of the last 3 messages.");
  await expect(preview.getByRole("row", { name: /Left out.*It wants \/customer\/plan is one of/ })).toHaveCount(2);
  await expectAccessible(page);

  await page.getByText("JSON", { exact: true }).click();
  const json = page.getByRole("textbox", { name: "Filter as JSON" });
  await expect(json).toHaveValue(/"value": \[\s+"pro",\s+"team"\s+\]/);
  await page.getByRole("button", { name: "Save the filter" }).click();
  await expect(page.getByText('Only when /customer/plan is one of "pro", "team".')).toBeVisible();

  await svix.message.create(application.id, { eventType: "plan.changed", payload: { customer: { plan: "free" } } });
  await svix.message.create(application.id, { eventType: "plan.changed", payload: { customer: { plan: "team" } } });
  const arrived = (await receiver.waitFor(4)).map(({ rawBody }) => JSON.parse(rawBody.toString()).customer.plan);
  expect(arrived).toEqual(expect.arrayContaining(["team"]));
  expect(arrived.filter((plan) => plan === "free")).toHaveLength(2);
});
