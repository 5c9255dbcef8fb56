import { deliverOne } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

test("staff read why an endpoint fails and turn it off, in the words of its customer", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(404);
  const { endpoint, delivery } = await deliverOne({ svix, application, url: `${receiver.url}/hooks` }, "failed");

  await page.goto(`/console/applications/${application.id}/endpoints/${endpoint.id}`, { waitUntil: "networkidle" });
  await expect(page.getByText("Wrong path").first()).toBeVisible();
  await expect(
    page.getByRole("table", { name: "Recent deliveries" }).getByRole("link", { name: "invoice.paid" }),
  ).toHaveAttribute("href", new RegExp(`/console/deliveries\\?.*sel=${delivery.id}`));

  await page
    .getByRole("button", { name: /^More actions/ })
    .last()
    .click();
  await page.getByRole("menuitem", { name: "Turn off…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Turn off/ })
    .click();
  await expect(page.getByText("turned off for you by our support")).toBeVisible();
  expect((await svix.endpoint.get(application.id, endpoint.id)).disabled).toBe(true);
});

test("staff see every delivery option in force, set or not", async ({ consolePage: page, api, application }) => {
  const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint`, {
    url: "https://hooks.example.com/in",
    deliveryOptions: { timeoutSeconds: 30, retryStatusCodes: ["503"] },
  });
  await page.goto(`/console/applications/${application.id}/endpoints/${(body as { id: string }).id}`);
  const facts = page.getByRole("region", { name: "How it is set up" });
  await expect(facts).toContainText(/30.s for a reply/);
  await expect(facts).toContainText("Only 503 is tried again");
  for (const words of ["As fast as they come", "Each event in a request of its own", "Every public address"]) {
    await expect(facts).toContainText(words);
  }
});

test("below the customer's own picture staff see the queue, the policy in force, the configuration and its history", async ({
  consolePage: page,
  svix,
  api,
  application,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: "https://hooks.example.com/in", throttleRate: 7 });
  const base = `/api/v1/app/${application.id}`;
  await api("POST", `${base}/endpoint/${endpoint.id}/pause`);
  await api("PATCH", `${base}/endpoint/${endpoint.id}`, { description: "For orders" });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });

  await page.goto(`/console/applications/${application.id}/endpoints/${endpoint.id}`);
  const staff = page.getByRole("region", { name: "For staff" });
  await expect(staff).toContainText(/Due\s*1.delivery, the oldest since/);
  await expect(staff).toContainText("7 in 1");
  await expect(staff).toContainText(/closed; opens after \d+ failed tries in a row/);
  await expect(
    staff
      .getByRole("list", { name: "Tries" })
      .or(staff.getByText(/tries over/))
      .first(),
  ).toBeVisible();
  const changes = staff.getByRole("list", { name: /^Last changes/ }).getByRole("listitem");
  await expect(changes.first()).toContainText(/Changed the endpoint[\s\S]*description[\s\S]*For orders/);
  await staff.getByText("Show it as JSON").click();
  await expect(staff.getByRole("region", { name: "configuration" })).toContainText('"description": "For orders"');
});

test("an endpoint of another application is not found under this one", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const other = await svix.application.create({ name: "Another customer" });
  const endpoint = await svix.endpoint.create(other.id, { url: receiver.url });
  const answer = await page.goto(`/console/applications/${application.id}/endpoints/${endpoint.id}`);
  expect(answer?.status()).toBe(404);
});
test.use({ allowConsoleErrors: [/status of 404/] });

inSampledViews([1280, 390], (width) => {
  test(`an endpoint's pages are accessible and fit at ${width} px`, async ({
    consolePage: page,
    svix,
    application,
    receiver,
  }) => {
    const { endpoint } = await deliverOne({ svix, application, url: receiver.url }, "delivered");
    await page.setViewportSize({ width, height: 2600 });
    for (const path of ["", "/settings"]) {
      await page.goto(`/console/applications/${application.id}/endpoints/${endpoint.id}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });
});
