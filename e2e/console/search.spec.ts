import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inEachColorScheme, test } from "@/e2e/fixtures.ts";

test("a pasted message id and Enter open its delivery", async ({ consolePage: page, svix, application, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, { eventType: "invoice.paid", payload: {} });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");

  await page.goto("/console");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search" })).toBeFocused();
  await page.keyboard.insertText(message.id);
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(new RegExp(`/console/deliveries\\?.*sel=${delivery.id}`));
  await expect(page.getByRole("dialog").getByRole("link", { name: application.name })).toBeVisible();
});

test("a part of a name is found while typing and chosen with the arrows", async ({ consolePage: page, svix }) => {
  const name = `Umbrella ${Date.now()}`;
  const { id } = await svix.application.create({ name });
  await page.goto("/console");
  await page.keyboard.press("/");
  await page.keyboard.type(name);
  await expect(page.getByRole("option", { name })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/console/applications/${id}`));
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
});

test("Escape closes what was found, and a text that names several leads to all of them", async ({
  consolePage: page,
  svix,
}) => {
  const name = `Initech ${Date.now()}`;
  await svix.application.create({ name: `${name} one` });
  await svix.application.create({ name: `${name} two` });
  await page.goto("/console/applications");
  const box = page.getByRole("combobox", { name: "Search" });
  await box.fill(name);
  await expect(page.getByRole("option")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Applications" }).getByRole("row")).toHaveCount(3);
});

test("a mistyped id finds nothing, and the page says why", async ({ consolePage: page }) => {
  await page.goto("/console/search");
  await page.getByLabel("Any id, name, event id or part of a URL").fill("msg_0000000000000000000000000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("a mistyped one is not found")).toBeVisible();
});

inEachColorScheme(() => {
  test("search is accessible with what it found and with its list open", async ({ consolePage: page, application }) => {
    await page.goto(`/console/search?q=${application.id}`);
    await expect(page.getByRole("link", { name: application.name })).toBeVisible();
    await page.getByRole("combobox", { name: "Search" }).fill(application.id);
    await expect(page.getByRole("option")).toHaveCount(1);
    await expectAccessible(page);
  });
});
