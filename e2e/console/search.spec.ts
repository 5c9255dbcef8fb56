import { deliverOne, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inEachColorScheme, test } from "@/e2e/fixtures.ts";

test("a pasted message id and Enter open its delivery", async ({ consolePage: page, svix, application, receiver }) => {
  const { message, delivery } = await deliverOne({ svix, application, url: receiver.url }, "delivered");

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
  await expect(page.getByRole("option", { name: `Application ${name}` })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: `Application ${name}` })).toHaveAttribute("aria-selected", "true");
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
  await expect(page.getByRole("option", { name: /^Application / })).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox", { name: "Found" })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Applications" }).getByRole("row")).toHaveCount(3);
});

test("a mistyped id finds nothing, and the page says why", async ({ consolePage: page }) => {
  await page.goto("/console/search");
  await page.getByLabel("What to look for").fill("msg_0000000000000000000000000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("a mistyped one is not found")).toBeVisible();
});

test("a word of a payload, an idempotency key and a customer's e-mail address are found, and what was searched is said", async ({
  consolePage: page,
  api,
  svix,
  receiver,
}) => {
  const word = `ord${Date.now()}`;
  const application = await svix.application.create({ name: "Wonka", metadata: { owner: `${word}@wonka.test` } });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const body = { eventType: "invoice.paid", payload: { order: `${word}-x` } };
  const sent = await api("POST", `/api/v1/app/${application.id}/msg`, body, { "idempotency-key": `key-${word}` });
  await untilDelivery({ application, endpoint, message: sent.body as { id: string } }, "delivered");

  await page.goto(`/console/search?q=${word}-x`);
  await expect(page.getByRole("region", { name: "Messages" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByText(/Payloads: .* were searched/)).toBeVisible();
  await page.goto(`/console/search?q=key-${word}`);
  await expect(page.getByRole("region", { name: "Messages" }).getByRole("row")).toHaveCount(2);
  await page.goto(`/console/search?q=${word}@wonka`);
  await expect(page.getByRole("region", { name: "Applications" })).toContainText(`owner: ${word}@wonka.test`);
});

test("a page is found by its words, and opened with the keys", async ({ consolePage: page }) => {
  await page.goto("/console/applications");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("5xx server grouped");
  await expect(page.getByRole("option", { name: /^Page 5xx/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/failures\?.*cause=server_error/);
});

inEachColorScheme(() => {
  test("search is accessible with what it found and with its list open", async ({ consolePage: page, application }) => {
    await page.goto(`/console/search?q=${application.id}`);
    await expect(page.getByRole("link", { name: application.name })).toBeVisible();
    await page.getByRole("combobox", { name: "Search" }).fill(application.id);
    await expect(page.getByRole("listbox", { name: "Found" }).getByRole("option")).toHaveCount(2);
    await expectAccessible(page);
  });
});

test.describe("an address that leads nowhere", () => {
  test.use({ allowConsoleErrors: [/status of 404/] });

  test("is said within the console, where something else can be looked for", async ({ consolePage: page }) => {
    for (const path of ["replays/qtask_000000000000000000000000000", "applications/nonsense/of/mine"]) {
      const response = await page.goto(`/console/${path}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "There is nothing at this address." })).toBeVisible();
      await expect(page.getByRole("combobox", { name: "Search" })).toBeVisible();
    }
    await page.getByRole("link", { name: "Failures" }).click();
    await expect(page).toHaveURL(/\/console\/failures/);
  });
});
