import { expect, test } from "@/e2e/fixtures.ts";

test("live mode brings new rows by one stream, holds still while somebody is at work, and can be switched by key", async ({
  page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url, description: "live" });
  const send = (eventType: string) => svix.message.create(application.id, { eventType, payload: {} });
  await send("before.live");
  await receiver.waitFor(1);
  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(page.getByRole("link", { name: /before\.live/ })).toBeVisible();

  // A second tab of the same browser listens to the same stream.
  const other = await page.context().newPage();
  let streams = 0;
  for (const one of [page, other])
    one.on("request", (request) => {
      if (request.url().includes("/delivery-stream")) streams++;
    });
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/live=1/);
  await expect(page.getByText("Live: new deliveries appear here as they come.")).toBeVisible();
  await other.goto(`/portal/${application.id}/deliveries?live=1`);
  await expect(other.getByRole("link", { name: /before\.live/ })).toBeVisible();
  await send("first.live");
  for (const one of [page, other]) await expect(one.getByRole("link", { name: /first\.live/ })).toBeVisible();
  expect(streams).toBe(1);
  await other.close();

  await page.getByRole("link", { name: /first\.live/ }).focus();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await send("second.live");
  await expect(page.getByText("Paused · 1 waiting")).toBeVisible();
  await expect(page.getByRole("link", { name: /second\.live/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Show now" }).click();
  await expect(page.getByRole("link", { name: /second\.live/ })).toBeVisible();

  await page.keyboard.press("l");
  await expect(page).not.toHaveURL(/live=1/);
  await expect(page.getByText("Live: new deliveries appear here as they come.")).toHaveCount(0);
});

test("columns, pages and saved views are kept by the browser, and a value can be excluded", async ({
  page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  for (const eventType of ["one.kind", "other.kind"])
    await svix.message.create(application.id, { eventType, payload: {} });
  await receiver.waitFor(2);
  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/deliveries`);
  await page.getByRole("link", { name: /one\.kind/ }).click();
  await page.getByRole("button", { name: "one.kind: filter or copy" }).click();
  await page.getByRole("menuitem", { name: "Exclude" }).click();
  await expect(page).toHaveURL(/type=(!|%21)one\.kind/);
  await expect(page.getByRole("button", { name: "Event type not one.kind, change" })).toBeVisible();
  await expect(page.getByRole("link", { name: /other\.kind/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /one\.kind/ })).toHaveCount(0);

  await page.getByRole("button", { name: "More about this list" }).click();
  await page.getByRole("menuitem", { name: "Columns, pages, saved views…" }).click();
  await page.getByRole("checkbox", { name: "Took" }).uncheck();
  const back = page.getByRole("button", { name: "Move Endpoint one place back" });
  for (const _ of [1, 2, 3, 4]) await back.press("Enter");
  await expect(back).toBeFocused();
  await page.getByLabel("Load as pages").check();
  await page.getByLabel("Name").fill("Without one");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Done" }).click();
  await page.goto(`/portal/${application.id}/deliveries`);
  await expect(page.getByRole("link", { name: /one\.kind/ })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Took" })).toHaveCount(0);
  await expect(page.getByRole("columnheader").last()).toHaveText("Endpoint");
  await page.getByRole("button", { name: "More about this list" }).click();
  await page.getByRole("menuitem", { name: "View: Without one" }).click();
  await expect(page).toHaveURL(/type=(!|%21)one\.kind/);
});
