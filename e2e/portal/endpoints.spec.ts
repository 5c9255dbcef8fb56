import type { Page } from "@playwright/test";
import { type ApplicationOut, AppPortalCapability, type Svix } from "svix";
import { type Api, expect, expectAccessible, inEachColorScheme, type Receiver, test } from "@/e2e/fixtures.ts";

const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`\\b${name}\\b`) });

async function add(api: Api, application: ApplicationOut, url: string, name: string, more: object = {}) {
  const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint`, { url, name, ...more });
  return body as { id: string };
}

/** One endpoint whose server is fine, and one whose server answers 500 three times and more. */
async function addPair(api: Api, svix: Svix, application: ApplicationOut, receiver: Receiver) {
  await add(api, application, "https://quiet.example.com/hook", "orders", { disabled: true });
  receiver.answerWith({ status: 500, body: "broken" });
  const failing = await add(api, application, receiver.url, "billing");
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  await receiver.waitFor(3);
  return failing;
}

test("the list says in one sentence what fails, with the worst on top, already in the first HTML", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await addPair(api, svix, application, receiver);
  const path = `/portal/${application.id}/endpoints`;
  await expect.poll(async () => (await page.request.get(path)).text()).toContain("billing is failing");
  await page.goto(path);
  await expect(page.getByText(/2.endpoints\./)).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toContainText("Failing");
  await expect(page.getByRole("row").nth(1)).toContainText("Server error");
  await expect(page.getByRole("row").nth(2)).toContainText("Turned off");
});

test("from the list to why it fails is one press, and from there to those deliveries another", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await addPair(api, svix, application, receiver);
  await expect(async () => {
    await page.goto(`/portal/${application.id}/endpoints`);
    await expect(page.getByRole("link", { name: "billing is failing" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("link", { name: "billing is failing" }).click();
  await expect(page.getByText("Your server failed.")).toBeVisible();
  await expect(page).toHaveTitle("billing – Webhooks");

  await page.getByText("How is this computed?").click();
  await expect(page.getByText(/tries failed; 3 in a row count as failing/)).toBeVisible();
  const causes = page.getByRole("list", { name: /Causes of failed tries/ });
  await causes.getByRole("link", { name: /Server error/ }).click();
  await page.waitForURL(/deliveries\?endpoint=ep_\w+&cause=server_error/);
});

test("a test is sent from the list with the keyboard, and its outcome stands beside it", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  await add(api, application, receiver.url, "orders");
  await page.goto(`/portal/${application.id}/endpoints`);
  await page.getByRole("button", { name: "Actions for orders" }).press("Enter");
  await expect(page.getByRole("menuitem", { name: "Send test" })).toBeFocused();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Test orders" });
  await expect(sheet.getByText("Delivered", { exact: true })).toBeVisible();

  await sheet.getByRole("combobox", { name: "Event type" }).selectOption("job.completed");
  await sheet.getByRole("button", { name: "Edit payload" }).click();
  await sheet.getByRole("textbox", { name: "Payload" }).fill("{broken");
  await sheet.getByRole("button", { name: "Send test" }).click();
  await expect(sheet.getByText(/This is no JSON/)).toBeVisible();
  await sheet.getByRole("textbox", { name: "Payload" }).fill('{"mine":42}');
  await sheet.getByRole("button", { name: "Send test" }).click();
  const [request] = await receiver.waitFor(({ rawBody }) => rawBody.toString().includes("42"));
  expect(request?.rawBody.toString()).toBe('{"mine":42}');
  await expect(sheet.getByText("Delivered", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("single keys lead to a new endpoint, the search and a test, and never fire while typing", async ({
  api,
  portalPage: page,
  application,
  receiver,
}) => {
  const endpoint = await add(api, application, receiver.url, "orders");
  for (let n = 1; n <= 8; n++) await add(api, application, `https://h${n}.example.com/hook`, `shop-${n}`);
  await page.goto(`/portal/${application.id}/endpoints`);
  await expect(page.getByRole("searchbox", { name: "Search endpoints" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("nt");
  await expect(page.getByRole("searchbox", { name: "Search endpoints" })).toHaveValue("nt");
  await page.getByRole("searchbox", { name: "Search endpoints" }).blur();
  await expect(page).toHaveURL(/q=nt/);
  await expect(async () => {
    // The search is still being written into the address, which may overtake the way to another page.
    await page.keyboard.press("n");
    await page.waitForURL("**/endpoints/new", { timeout: 3_000 });
  }).toPass();

  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "orders" })).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.getByRole("dialog", { name: "Test orders" }).getByText("Delivered", { exact: true })).toBeVisible();
});

test("an endpoint is turned off, and on again, where it stands", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await add(api, application, receiver.url, "orders");
  await page.goto(`/portal/${application.id}/endpoints`);
  await page.getByRole("button", { name: "Actions for orders" }).click();
  await page.getByRole("menuitem", { name: "Turn off…" }).click();
  await expect(page.getByRole("button", { name: "Keep it on" })).toBeFocused();
  await page.getByRole("button", { name: "Turn off", exact: true }).click();
  await expect(row(page, "orders")).toContainText("Turned off");
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });

  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  await expect(page.getByText(/This endpoint was turned off here/)).toBeVisible();
  await expect(page.getByRole("link", { name: /1.delivery/ })).toHaveAttribute("href", /status=canceled/);
  await page.getByRole("button", { name: "Turn on…" }).click();
  await expect(page.getByRole("button", { name: /Turn on and replay 1/ })).toBeVisible();
  await page.getByRole("radio", { name: "Only from now on" }).check();
  await page.getByRole("button", { name: "Turn on", exact: true }).click();
  await expect(page.getByText(/This endpoint was turned off here/)).toHaveCount(0);
  expect(receiver.requests).toHaveLength(0);
});

test("one that its server sent away is tried before it is turned on", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(410, 410, 200);
  const endpoint = await add(api, application, receiver.url, "old-crm");
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  await expect.poll(async () => (await svix.endpoint.get(application.id, endpoint.id)).disabled).toBe(true);

  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  await page.getByRole("button", { name: "Turn on…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Your server asked us to stop");
  await expect(dialog.getByRole("button", { name: "Turn on anyway" })).toBeVisible();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByText("Delivered", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Turn on and replay 1" })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: "Only from now on" }).check();
  await dialog.getByRole("button", { name: "Turn on", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect((await svix.endpoint.get(application.id, endpoint.id)).disabled).toBe(false);
});

test("a deleted endpoint is gone from the list, and comes back with Undo", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await add(api, application, receiver.url, "orders");
  await add(api, application, `${receiver.url}/2`, "billing");
  await page.goto(`/portal/${application.id}/endpoints`);
  await page.getByRole("button", { name: "Actions for orders" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.getByRole("button", { name: "Delete orders" }).click();
  await expect(row(page, "orders")).toHaveCount(0);
  expect((await svix.endpoint.list(application.id)).data).toHaveLength(1);
  // What the focus comes to lies clear of the toast.
  const room = () => page.locator("html").evaluate((root) => getComputedStyle(root).scrollPaddingBlockEnd);
  await expect.poll(room).toBe("140px");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "orders")).toHaveCount(1);
});

test("a redirected endpoint is moved to where its server points with one press", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 308, headers: { location: "/v2/hooks" } });
  const endpoint = await add(api, application, receiver.url, "orders");
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  await receiver.waitFor(3);
  await expect(async () => {
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
    await expect(page.getByRole("button", { name: "Use that URL" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: "Use that URL" }).click();
  await expect
    .poll(async () => (await svix.endpoint.get(application.id, endpoint.id)).url)
    .toBe(new URL("/v2/hooks", receiver.url).href);
});

test("many endpoints are searched by name and URL, and the search is in the address", async ({
  api,
  portalPage: page,
  application,
}) => {
  for (let n = 1; n <= 9; n++) await add(api, application, `https://h${n}.example.com/hook`, `shop-${n}`);
  await page.goto(`/portal/${application.id}/endpoints`);
  await page.getByRole("searchbox", { name: "Search endpoints" }).fill("h7.example");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row(page, "shop-7")).toBeVisible();
  await expect(page).toHaveURL(/q=h7\.example/);
  await page.getByRole("searchbox", { name: "Search endpoints" }).fill("nothing");
  await page.getByRole("button", { name: "Show all 9" }).click();
  await expect(page.getByRole("row")).toHaveCount(10);
});

test("what a session may not do is not on its pages", async ({ api, page, application, openPortal, receiver }) => {
  const endpoint = await add(api, application, receiver.url, "orders");
  await openPortal(page, application, { capabilities: [AppPortalCapability.ViewBase] });
  await expect(page.getByRole("link", { name: "Add endpoint" })).toHaveCount(0);
  await page.getByRole("button", { name: "Actions for orders" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Deliveries", "Copy URL"]);
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "orders" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "orders" })).toBeVisible();
  for (const name of ["Send test", "Copy secret", "Reveal secret"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
  await expect(page.getByRole("link", { name: /Settings|edit|rotate/i })).toHaveCount(0);
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
  await page.waitForURL(`**/endpoints/${endpoint.id}`);
  await page.goto(`/portal/${application.id}/endpoints/new`);
  await page.waitForURL("**/endpoints");
});

test.describe("a part that cannot be loaded", () => {
  test.use({ allowConsoleErrors: [/ERR_FAILED|Failed to fetch/] });

  test("fails alone, says so, and is loaded again on request", async ({
    api,
    portalPage: page,
    application,
    receiver,
  }) => {
    const endpoint = await add(api, application, receiver.url, "orders");
    await page.goto(`/portal/${application.id}/endpoints`);
    await page.route("**/endpoint-health", (route) => route.abort());
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect(row(page, "orders")).toBeVisible();

    await page.route("**/inbox?*", (route) => route.abort());
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
    await page.route("**/event-type?*", (route) => route.abort());
    await page.getByRole("radio", { name: "Choose…" }).check();
    const problem = page.getByRole("alert").filter({ hasText: "We could not load the event types." });
    await expect(problem).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Your URL" })).toBeVisible();
    await page.unroute("**/event-type?*");
    await problem.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("checkbox", { name: /^job\.completed(?!_)/ })).toBeVisible();
  });
});

test.describe("an endpoint of another application", () => {
  test.use({ allowConsoleErrors: [/status of 404/] });

  test("is not there", async ({ api, portalPage: page, svix, application, receiver }) => {
    const other = await svix.application.create({ name: "Other" });
    const theirs = await add(api, other, receiver.url, "theirs");
    await page.goto(`/portal/${application.id}/endpoints/${theirs.id}`);
    await expect(page.getByRole("heading", { name: "There is nothing at this address." })).toBeVisible();
    await page.getByRole("link", { name: "Deliveries" }).click();
    await expect(page).toHaveURL(/\/deliveries/);
  });
});

inEachColorScheme(() => {
  test("list and overview are accessible, and fit 320 px", async ({
    api,
    portalPage: page,
    svix,
    application,
    receiver,
  }) => {
    const endpoint = await addPair(api, svix, application, receiver);
    for (const path of ["endpoints", `endpoints/${endpoint.id}`, "endpoints/new"]) {
      await page.setViewportSize({ width: 1280, height: 1600 });
      await page.goto(`/portal/${application.id}/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 1600 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
  });
});
