import { readFileSync } from "node:fs";
import { staffOf } from "@/e2e/api/staff.ts";
import { deliverOne, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inSampledViews, startReceiver, test } from "@/e2e/fixtures.ts";

test("deliveries of every customer are in one list, narrowed to one by a filter in the address", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const other = await svix.application.create({ name: `Hooli ${Date.now()}` });
  for (const { id } of [application, other]) {
    await svix.endpoint.create(id, { url: receiver.url });
    await svix.message.create(id, { eventType: "invoice.paid", payload: {} });
  }
  await receiver.waitFor(2);

  await page.goto(`/console/deliveries?app=${application.id},${other.id}`);
  const table = page.getByRole("table", { name: /Deliveries/ });
  await expect(table.getByRole("row").filter({ hasText: application.name })).toHaveCount(1);
  await expect(table.getByRole("row").filter({ hasText: other.name })).toHaveCount(1);

  await page.goto(`/console/deliveries?app=${other.id}`);
  await expect(table.getByRole("row").filter({ hasText: other.name })).toHaveCount(1);
  await expect(table.getByRole("row").filter({ hasText: application.name })).toHaveCount(0);
});

test("support replays one by keyboard and sees its outcome in place", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(500);
  const { endpoint, message } = await deliverOne({ svix, application, url: receiver.url }, "failed");

  await page.goto(`/console/deliveries?app=${application.id}`);
  const row = page.getByRole("link", { name: /invoice\.paid/ });
  await expect(row).toBeVisible();
  await page.keyboard.press("j");
  await expect(row).toBeFocused();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("500");
  receiver.answerWith(200);
  await page.keyboard.press("r");
  await expect(drawer).toContainText("Delivered");
  expect((await untilDelivery({ application, message, endpoint }, "delivered")).attempts.at(-1)).toMatchObject({
    trigger: "manual",
    outcome: "succeeded",
  });
});

test("a selection across customers is replayed, and the outcome is said", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const other = await svix.application.create({ name: `Vehement ${Date.now()}` });
  const sent = [];
  receiver.answerWith(500);
  for (const owner of [application, other]) {
    const endpoint = await svix.endpoint.create(owner.id, { url: receiver.url });
    const message = await svix.message.create(owner.id, { eventType: "invoice.paid", payload: {} });
    sent.push({ application: owner, endpoint, message });
  }
  for (const one of sent) await untilDelivery(one, "failed");
  receiver.answerWith(200);

  await page.goto(`/console/deliveries?app=${application.id},${other.id}`);
  await page.getByRole("checkbox", { name: /^Select all/ }).check();
  await page.getByRole("button", { name: "Replay 2" }).click();
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("2 deliveries are being sent again.");
  for (const one of sent) await untilDelivery(one, "delivered");
});

test("what is copied for the customer leads to their portal, not to the console", async ({
  consolePage: page,
  context,
  svix,
  application,
  openPortal,
  browser,
}) => {
  const gone = await startReceiver();
  gone.answerWith(404);
  const { delivery } = await deliverOne({ svix, application, url: gone.url }, "failed");
  await gone.close();

  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/console/deliveries?sel=${delivery.id}`);
  await page.getByRole("button", { name: "Copy portal link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toBe(`/portal/${application.id}/deliveries/${delivery.id}`);
  await page.getByRole("button", { name: "Copy message to customer" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("invoice.paid");
  expect(text).toContain(link);

  const customer = await browser.newContext();
  const portal = await customer.newPage();
  await openPortal(portal, application);
  await portal.goto(link);
  await expect(portal.getByRole("heading", { level: 1 })).toContainText("invoice.paid");
  await customer.close();
});

inSampledViews([1280, 390], (width) => {
  test(`the explorer is accessible and fits at ${width} px, with a delivery open too`, async ({
    consolePage: page,
    svix,
    application,
    receiver,
  }) => {
    const { delivery } = await deliverOne({ svix, application, url: receiver.url }, "delivered");
    await page.setViewportSize({ width, height: 1600 });
    await page.goto(`/console/deliveries?app=${application.id}`);
    await expect(page.getByRole("table", { name: /Deliveries/ })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.goto(`/console/deliveries?app=${application.id}&sel=${delivery.id}`);
    await expect(page.getByRole("button", { name: "Copy message to customer" })).toBeVisible();
    await expectAccessible(page);
  });
});

test("deliveries are grouped by cause, customer and state, and a press narrows the list to a group", async ({
  api,
  consolePage: page,
  svix,
  receiver,
}) => {
  const names = ["Umbra", "Tyrell"].map((name) => `${name}${Date.now()}`);
  const applications = await Promise.all(names.map((name) => svix.application.create({ name })));
  const [one, two] = applications;
  if (!one || !two) throw new Error("Two were made.");
  receiver.answerWith(500);
  for (const { id } of applications) {
    await api("POST", `/api/v1/app/${id}/endpoint`, {
      url: receiver.url,
      deliveryOptions: { finalStatusCodes: ["500"] },
    });
  }
  for (const { id } of [one, one, two]) await svix.message.create(id, { eventType: "invoice.paid", payload: {} });
  await receiver.waitFor(3);
  const ids = applications.map(({ id }) => id).join();
  const query = `/api/v1/delivery-groups?app=${ids}`;
  await expect
    .poll(async () => (await api("GET", `${query}&by=status`)).body)
    .toMatchObject({ groups: [{ value: "failed", count: 3 }], others: 0, read: 3, exact: true });
  expect((await api("GET", `${query},!${two.id}&by=app`)).body).toMatchObject({
    groups: [{ value: one.id, count: 2 }],
  });

  await page.goto(`/console/deliveries?app=${ids}`);
  const groups = page.getByRole("region", { name: "Groups" });
  await groups.getByRole("button", { name: "Cause", exact: true }).click();
  await expect(groups.getByText("3 deliveries.")).toBeVisible();
  await groups.getByRole("button", { name: "Customer", exact: true }).click();
  // Until then the groups before them are shown, paler.
  await expect(groups.getByRole("button", { name: two.name })).toBeVisible();
  await expectAccessible(page);
  await groups.getByRole("button", { name: two.name }).click();
  await expect(page).toHaveURL(new RegExp(`app=${two.id}$`));
  await expect(page.getByRole("table", { name: /Deliveries/ }).getByRole("link")).toHaveCount(1);
});

test("a view that one member of staff saves is there for all of them, until somebody deletes it", async ({
  api,
  consolePage: page,
}) => {
  const name = `Refused invoices ${Date.now()}`;
  await page.goto("/console/deliveries?status=failed&type=invoice.*");
  const menu = page.getByRole("button", { name: "Shared views" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Save or delete a view…" }).click();
  await page.getByLabel("Save what the list shows as").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name })).toBeVisible();
  await expectAccessible(page);

  const colleague = await staffOf("support");
  const list = await api("GET", "/api/v1/delivery-view", undefined, colleague);
  const views = (list.body as { data: { id: string; name: string; query: string }[] }).data;
  const saved = views.find((view) => view.name === name);
  expect(saved?.query).toBe("?status=failed&type=invoice.*");
  await page.goto("/console/deliveries");
  await menu.click();
  await page.getByRole("menuitem", { name }).click();
  await expect(page).toHaveURL(/\?status=failed&type=invoice\.\*$/);

  const gone = await api("DELETE", `/api/v1/delivery-view/${saved?.id}`, undefined, colleague);
  expect(gone.status).toBe(204);
  await page.goto("/console/deliveries");
  await menu.click();
  await expect(page.getByRole("menuitem", { name: "Save or delete a view…" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name })).toHaveCount(0);
});

test("what the list shows is exported in the background, and fetched as a file with payloads masked", async ({
  api,
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, {
    eventType: "invoice.paid",
    payload: { email: "jane@customer.example" },
  });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  await page.goto(`/console/deliveries?app=${application.id}&type=invoice.*`);
  await page.getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export deliveries" });
  await dialog.getByRole("radio", { name: "As they were sent (recorded)" }).check();
  await dialog.getByRole("button", { name: "Start the export" }).click();
  await expect(dialog.getByText("Say why, in three letters or more.")).toBeVisible();
  await dialog.getByRole("radio", { name: "Masked" }).check();
  await dialog.getByRole("button", { name: "Start the export" }).click();
  const line = dialog.getByRole("listitem").filter({ hasText: application.id });
  await expect(line).toContainText(`app:${application.id} type:invoice.* · payloads masked`);
  await expect(line).toContainText(/1\sdelivery\. Kept for/);
  await expectAccessible(page);

  const fileOf = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), line.getByRole("link", { name }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^deliveries-.*\\.${name.toLowerCase()}$`));
    return readFileSync(await download.path(), "utf8");
  };
  const row = JSON.parse(await fileOf("NDJSON")) as Record<string, unknown>;
  expect(row).toMatchObject({ id: delivery.id, state: "delivered", payload: '{"email":"•••"}' });
  const csv = await fileOf("CSV");
  expect(csv.split("\r\n")).toHaveLength(3);
  expect(csv).toContain(delivery.id);
  expect(csv).not.toContain("jane@customer.example");

  const path = (await line.getByRole("link", { name: "CSV" }).getAttribute("href")) ?? "";
  expect((await api("GET", path, undefined, await staffOf("admin"))).status).toBe(404);
  const id = path.split("/")[4] ?? "";
  const taken = await api("GET", `/api/v1/audit-log?object=${id}`);
  expect((taken.body as { data: { action: string }[] }).data.map(({ action }) => action)).toEqual([
    "delivery_export.downloaded",
    "delivery_export.downloaded",
    "delivery_export.started",
  ]);
});

test("live mode brings new rows of every customer by one stream, within the filter, and holds still for who works", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const other = await svix.application.create({ name: `Initech ${Date.now()}` });
  const outside = await svix.application.create({ name: `Outside ${Date.now()}` });
  for (const { id } of [application, other, outside]) await svix.endpoint.create(id, { url: receiver.url });
  const send = (owner: { id: string }, eventType: string) => svix.message.create(owner.id, { eventType, payload: {} });
  await send(application, "before.live");
  await receiver.waitFor(1);
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/delivery-stream")) streams.push(new URL(request.url()).pathname);
  });
  await page.goto(`/console/deliveries?app=${application.id},${other.id}`);
  await expect(page.getByRole("link", { name: /before\.live/ })).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByText("Live: new deliveries appear here as they come.")).toBeVisible();
  await send(outside, "outside.live");
  await send(other, "first.live");
  const table = page.getByRole("table", { name: /Deliveries/ });
  await expect(table.getByRole("row").filter({ hasText: other.name }).filter({ hasText: "first.live" })).toBeVisible();
  await expect(page.getByRole("link", { name: /outside\.live/ })).toHaveCount(0);

  await page.getByRole("link", { name: /first\.live/ }).focus();
  await send(application, "second.live");
  await expect(page.getByText("Paused · 1 waiting")).toBeVisible();
  await page.getByRole("button", { name: "Show now" }).click();
  await expect(page.getByRole("link", { name: /second\.live/ })).toBeVisible();
  expect(streams).toEqual(["/api/v1/delivery-stream"]);
});

test("a customer is found for the filter among more than are offered, and is called by name afterwards", async ({
  consolePage: page,
  svix,
}) => {
  const stamp = Date.now();
  const wanted = await svix.application.create({ name: `Zorin ${stamp}`, metadata: { plan: `gold-${stamp}` } });
  await Promise.all(Array.from({ length: 55 }, (_, i) => svix.application.create({ name: `Crowd ${stamp} ${i}` })));
  await page.goto("/console/deliveries");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("button", { name: /^Application/ }).click();
  const panel = page.getByRole("dialog", { name: /Application/ });
  await expect(panel.getByRole("checkbox", { name: `Crowd ${stamp}` }).first()).toBeVisible();
  await expect(panel.getByRole("checkbox", { name: `Zorin ${stamp}` })).toHaveCount(0);
  // A value of the metadata, which the page does not have.
  await page.keyboard.type(`gold-${stamp}`);
  await panel.getByRole("checkbox", { name: `Zorin ${stamp}` }).check();
  await expectAccessible(page);
  await page.goto(`/console/failures?app=${wanted.id}`);
  await page.getByRole("button", { name: `Zorin ${stamp}` }).click();
  const failures = page.getByRole("dialog", { name: /Customer/ });
  await expect(failures.getByRole("checkbox", { name: `Zorin ${stamp}` })).toBeChecked();
  await expectAccessible(page);
  await failures.getByRole("checkbox", { name: `Zorin ${stamp}` }).uncheck();
  await expect(page).toHaveURL(/failures$/);
  await page.goto(`/console/deliveries?app=${wanted.id}`);
  await expect(page.getByRole("button", { name: `Application Zorin ${stamp}, change` })).toBeVisible();
});
