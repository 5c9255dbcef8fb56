import type { Page } from "@playwright/test";
import { type Api, expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

async function add(api: Api, applicationId: string, more: object = {}) {
  const url = "https://hooks.example.com/in";
  const { body } = await api("POST", `/api/v1/app/${applicationId}/endpoint`, { url, name: "orders", ...more });
  return body as { id: string };
}

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function saveSection(page: Page, name: string, called: string) {
  await section(page, name)
    .getByRole("button", { name: `Save ${called}` })
    .click();
  await expect(section(page, name).getByText("Saved", { exact: true })).toBeVisible();
}

test("delivery options are folded under what differs, and each section is saved on its own", async ({
  api,
  portalPage: page,
  application,
}) => {
  const endpoint = await add(api, application.id);
  const stored = async () =>
    (await api("GET", `/api/v1/app/${application.id}/endpoint/${endpoint.id}`)).body as {
      deliveryOptions: Record<string, unknown>;
    };
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
  const fold = section(page, "Delivery options");
  await expect(fold).toContainText(/Nothing is set: 3.s for a reply, 5.tries over 5.s/);
  await expect(page.getByRole("heading", { name: "Timeouts" })).toHaveCount(0);
  await fold.getByRole("button", { name: "Change the delivery options" }).click();

  const timeouts = section(page, "Timeouts");
  await timeouts.getByRole("textbox", { name: "Until the reply is here" }).fill("30");
  await timeouts.getByRole("textbox", { name: "Of these, until connected" }).fill("31");
  await timeouts.getByRole("button", { name: "Save the timeouts" }).click();
  await expect(timeouts.getByText("Enter a whole number from 1 to 30, or nothing.")).toBeVisible();
  await timeouts.getByRole("textbox", { name: "Of these, until connected" }).fill("10");
  await saveSection(page, "Timeouts", "the timeouts");

  const retries = section(page, "Retries");
  await retries.getByRole("radio", { name: "A list of waits" }).check();
  const waits = retries.getByRole("textbox", { name: "Waits between the tries" });
  await waits.fill("5s soon");
  await expect(retries.getByText("The tries are drawn here once every field can be read.")).toBeVisible();
  await retries.getByRole("button", { name: "Save the retries" }).click();
  await expect(retries.getByText(/“soon” is no time/)).toBeVisible();
  await expect(waits).toBeFocused();
  await waits.fill("5s 5m 30m 2h");
  await expect(retries.getByText(/5.tries over 2.h 35.min/)).toBeVisible();
  await expect(retries.getByRole("list", { name: /Tries of a delivery/ }).getByRole("listitem")).toHaveCount(5);
  await saveSection(page, "Retries", "the retries");

  await section(page, "Batches").getByRole("checkbox", { name: "Send several events in one request" }).check();
  await saveSection(page, "Batches", "the batches");
  await expect(fold).toContainText(/Timeout 30.s · 5.tries over 2.h 35.min · batches of 100/);
  expect((await stored()).deliveryOptions).toMatchObject({
    timeoutSeconds: 30,
    connectTimeoutSeconds: 10,
    retry: { delaysSeconds: [5, 300, 1800, 7200], attempts: null },
    batch: { maxEvents: 100, maxWaitSeconds: 5 },
    fifo: null,
  });

  await retries.getByRole("radio", { name: "Try again as usual" }).check();
  await saveSection(page, "Retries", "the retries");
  expect((await stored()).deliveryOptions).toMatchObject({ timeoutSeconds: 30, retry: null });
});

test("what differs stands among the facts of an endpoint, and leads to its section", async ({
  api,
  portalPage: page,
  application,
}) => {
  const endpoint = await add(api, application.id, { throttleRate: 10, deliveryOptions: { fifo: true } });
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  const facts = section(page, "How it is set up");
  await expect(facts).toContainText("At most 10 per second, others wait");
  await expect(facts).toContainText("Strictly one after the other");
  await expect(facts).not.toContainText("Batches");
  await facts.getByRole("link", { name: "Edit order" }).click();
  await expect(section(page, "Order").getByRole("checkbox", { name: "Strict order" })).toBeChecked();
  await expect(section(page, "Order")).toBeInViewport();
});

test("options are changed with the keyboard alone", async ({ api, portalPage: page, application }) => {
  const endpoint = await add(api, application.id);
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
  await page.getByRole("button", { name: "Change the delivery options" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Try again as usual" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Tries in all" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(section(page, "Retries").getByText("Saved", { exact: true })).toBeVisible();
  await expect(section(page, "Retries").getByText(/3.tries over 3.min/)).toBeVisible();
});

test.describe("an option that the service refuses", () => {
  test.use({ allowConsoleErrors: [/status of 422/] });

  test("is marked at its field", async ({ api, portalPage: page, application }) => {
    const endpoint = await add(api, application.id);
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings#networks`);
    const networks = section(page, "Networks and TLS");
    const field = networks.getByRole("textbox", { name: "Connect only to addresses in" });
    await field.fill("203.0.113.0/24\n203.0.113.0/99");
    await networks.getByRole("button", { name: "Save the networks" }).click();
    await expect(networks.getByText("Entry 2 must be a network such as 203.0.113.0/24.")).toBeVisible();
    await expect(field).toBeFocused();
    await field.fill("203.0.113.0/24\n2001:db8::/32");
    await saveSection(page, "Networks and TLS", "the networks");
  });
});

test("a limit within a window of its own is said in a sentence", async ({ api, portalPage: page, application }) => {
  const endpoint = await add(api, application.id);
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings#rate-limit`);
  const rate = section(page, "Rate limit");
  await expect(rate).toContainText("No limit: messages are sent as they come.");
  await rate.getByRole("textbox", { name: /Rate limit/ }).fill("100");
  await rate.getByRole("textbox", { name: "Within" }).fill("60");
  await expect(rate).toContainText("At most 100 per minute; others wait their turn.");
  await saveSection(page, "Rate limit", "the rate limit");
  const { body } = await api("GET", `/api/v1/app/${application.id}/endpoint/${endpoint.id}`);
  expect(body).toMatchObject({ throttleRate: 100, deliveryOptions: { throttleWindowSeconds: 60 } });
});

inSampledViews([1280, 390], (width) => {
  test(`the delivery options are accessible and fit ${width} px`, async ({ api, portalPage: page, application }) => {
    const endpoint = await add(api, application.id, {
      deliveryOptions: {
        retry: { attempts: 6, initialDelaySeconds: 60 },
        batch: { maxEvents: 10, maxWaitSeconds: 5 },
        retryStatusCodes: ["503"],
      },
    });
    await page.setViewportSize({ width, height: 6000 });
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings#timeouts`);
    await section(page, "Timeouts").getByRole("textbox", { name: "Until the reply is here" }).fill("99");
    await section(page, "Timeouts").getByRole("button", { name: "Save the timeouts" }).click();
    await expect(section(page, "Log")).toBeVisible();
    await expectAccessible(page);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
