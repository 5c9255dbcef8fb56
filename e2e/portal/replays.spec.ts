import type { Page } from "@playwright/test";
import { type ApplicationOut, AppPortalCapability, type Svix } from "svix";
import { type Api, expect, expectAccessible, inEachColorScheme, type Receiver, test } from "@/e2e/fixtures.ts";

const PAID = 4;
const CREATED = 3;
const ALL = PAID + CREATED;

/** An endpoint whose server failed: each of its deliveries was given up at once. */
async function anOutage(api: Api, svix: Svix, application: ApplicationOut, receiver: Receiver): Promise<string> {
  receiver.answerWith(500);
  const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint`, {
    url: receiver.url,
    name: "billing",
    deliveryOptions: { finalStatusCodes: ["500"] },
  });
  for (let n = 0; n < ALL; n++) {
    const eventType = n < PAID ? "invoice.paid" : "order.created";
    await svix.message.create(application.id, { eventType, payload: { n } });
  }
  await receiver.waitFor(ALL);
  const failed = `/api/v1/app/${application.id}/delivery?status=failed`;
  await expect.poll(async () => ((await api("GET", failed)).body as { data: unknown[] }).data.length).toBe(ALL);
  return (body as { id: string }).id;
}

const sentence = (page: Page, text: string | RegExp) => page.getByRole("main").getByText(text).first();

test("an outage is replayed: counted, narrowed down, canceled, started again, paused, resumed, and what failed again", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  test.setTimeout(150_000);
  await page.setViewportSize({ width: 1280, height: 1000 });
  const endpointId = await anOutage(api, svix, application, receiver);

  // From the endpoint: what failed since it began to, counted before anything is sent.
  await page.goto(`/portal/${application.id}/endpoints/${endpointId}`);
  await page.getByRole("main").getByRole("link", { name: "Replay…" }).first().click();
  await page.waitForURL("**/replays/new?endpoint=*");
  await expect(page.getByRole("radio", { name: /^Failed Tried/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /Since it started failing/ })).toBeChecked();
  await expect(sentence(page, `${ALL} deliveries`)).toBeVisible();
  await expect(page.getByText(/is still failing/)).toBeVisible();

  await page.getByRole("button", { name: "All event types" }).click();
  await page.getByRole("textbox", { name: "Search Event type" }).fill("order.created");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/type=order\.created/);
  await expect(page.getByRole("button", { name: `Replay ${CREATED}` })).toBeVisible();
  await page.getByRole("textbox", { name: "Name" }).fill("Orders only");
  await expect(page).toHaveURL(/name=Orders/);
  await page.getByRole("button", { name: `Replay ${CREATED}` }).click();

  // Ten seconds to think again.
  await page.waitForURL("**/replays/qtask_*");
  await expect(page.getByRole("heading", { level: 1, name: "Orders only" })).toBeVisible();
  await expect(sentence(page, /Starting in/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(sentence(page, /Nothing was sent/)).toBeVisible();
  expect(receiver.requests).toHaveLength(ALL);

  // The server is well again, but for the first one.
  receiver.answerWith(500, 200);
  await page.goto(`/portal/${application.id}/replays/new?endpoint=${endpointId}&rate=1&name=All`);
  await page.getByRole("button", { name: `Replay ${ALL}` }).click();
  await page.waitForURL("**/replays/qtask_*");
  const taskId = /qtask_\w+/.exec(page.url())?.[0] ?? "";
  await receiver.waitFor(ALL + 1);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(sentence(page, /Paused/)).toBeVisible();
  await expect(page.getByRole("link", { name: /Replay paused at \d of 7/ })).toBeVisible();
  const bar = page.getByRole("progressbar", { name: "Progress of the replay" });
  await expect(bar).toHaveAttribute("aria-valuetext", /of 7, 1 failed/);
  await page.getByRole("button", { name: "Cancel the rest…" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel the rest?" });
  await expect(dialog).toContainText(/sent and stays? sent/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Keep sending" }).click();

  await api("PATCH", `/api/v1/background-task/${taskId}`, { ratePerSecond: 1000 });
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(sentence(page, `${ALL - 1} of ${ALL}`)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: /Replay paused|Replay: / })).toHaveCount(0);
  expect(receiver.requests).toHaveLength(2 * ALL);

  // What failed again: why, which, and once more.
  await page.getByRole("link", { name: /see the deliveries/ }).click();
  await page.waitForURL("**/deliveries?*cause=*");
  await expect(page.getByRole("img", { name: "Failed", exact: true })).toHaveCount(1);
  await page.goBack();
  await page.getByRole("link", { name: "Replay the one that failed again" }).click();
  await page.waitForURL("**/replays/new?again=*");
  await expect(page.getByRole("button", { name: "Replay 1", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "All" })).toBeVisible();

  await page.getByRole("navigation", { name: "Portal" }).first().getByRole("link", { name: "Replays" }).click();
  await expect(page.getByRole("row", { name: /Orders only/ })).toContainText("Canceled");
  await expect(page.getByRole("row", { name: /Finished/ })).toContainText("6 delivered, 1 failed again");
});

test.describe("where a start is refused", () => {
  test.use({ allowConsoleErrors: [/409 \(Conflict\)/] });
  test("a list of deliveries leads to the replay of all that it finds; nothing found is said so", async ({
    api,
    portalPage: page,
    svix,
    application,
    receiver,
  }) => {
    const endpointId = await anOutage(api, svix, application, receiver);
    await page.goto(`/portal/${application.id}/deliveries?status=failed&type=invoice.paid`);
    await page.getByRole("link", { name: `Replay all ${PAID} that match…` }).click();
    await page.waitForURL("**/replays/new?*");
    await expect(page.getByRole("button", { name: `Replay ${PAID}` })).toBeVisible();
    await page.getByRole("radio", { name: "Never sent" }).check();
    await expect(page.getByText("Nothing matches, so there is nothing to replay.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Replay \d/ })).toHaveCount(0);
    await page.getByRole("radio", { name: "Everything, even delivered" }).check();
    await expect(page.getByText(/arrived are sent once more/)).toHaveCount(0);
    await page.getByRole("button", { name: "Remove Status filter" }).click();
    await expect(page.getByText(/arrived are sent once more/)).toBeVisible();

    await api("PATCH", `/api/v1/app/${application.id}/endpoint/${endpointId}`, { disabled: true });
    await page.goto(`/portal/${application.id}/replays/new?endpoint=${endpointId}`);
    await expect(page.getByText(/billing is turned off/)).toBeVisible();
    await page.getByRole("button", { name: `Replay ${ALL}` }).click();
    await expect(page.getByText("No replay was started.")).toBeVisible();
  });
});

test("who may only look sees how far replays are, and can neither start nor hold one", async ({
  api,
  page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  const endpointId = await anOutage(api, svix, application, receiver);
  const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint/${endpointId}/bulk-replay`, {
    since: new Date(Date.now() - 3_600_000).toISOString(),
    what: "failed",
    startInSeconds: 600,
  });
  await openPortal(page, application, { capabilities: [AppPortalCapability.ViewBase] });
  await page.goto(`/portal/${application.id}/replays`);
  await expect(page.getByRole("link", { name: "New replay" })).toHaveCount(0);
  await page.getByRole("link", { name: /failed · billing/ }).click();
  await expect(sentence(page, /Starting in/)).toBeVisible();
  await expect(page.getByText(/by somebody else/)).toBeVisible();
  await expect(page.getByRole("button", { name: /Cancel|Pause/ })).toHaveCount(0);
  await page.goto(`/portal/${application.id}/replays/new`);
  await expect(page.getByText("You may look at replays, not start them.")).toBeVisible();
  await api("POST", `/api/v1/background-task/${(body as { id: string }).id}/cancel`);
});

inEachColorScheme((scheme) => {
  const width = scheme === "light" ? 1280 : 390;
  test(`the pages of replays are accessible at ${width} px`, async ({
    api,
    portalPage: page,
    svix,
    application,
    receiver,
  }) => {
    await page.setViewportSize({ width, height: 1200 });
    await page.goto(`/portal/${application.id}/replays`);
    await expect(page.getByText("Replays send past messages again.")).toBeVisible();
    await expectAccessible(page);
    const endpointId = await anOutage(api, svix, application, receiver);
    await page.goto(`/portal/${application.id}/replays/new?endpoint=${endpointId}&what=all&from=2026-01-01T00:00:00Z`);
    await expect(page.getByRole("button", { name: `Replay ${ALL}` })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: `Replay ${ALL}` }).click();
    await expect(sentence(page, /Starting in/)).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/portal/${application.id}/replays`);
    await expect(page.getByRole("row", { name: /everything · billing/ })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
