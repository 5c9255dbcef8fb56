import { AppPortalCapability } from "svix";
import { type Api, expect, expectAccessible, inEachColorScheme, test, verifySignature } from "@/e2e/fixtures.ts";

async function add(api: Api, applicationId: string, url: string, more: object = {}) {
  const { body } = await api("POST", `/api/v1/app/${applicationId}/endpoint`, { url, name: "orders", ...more });
  return body as { id: string };
}

test("each section is saved on its own, and a link away from changes asks first", async ({
  api,
  portalPage: page,
  application,
}) => {
  const endpoint = await add(api, application.id, "https://hooks.example.com/in");
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);

  await page.getByRole("textbox", { name: "Name", exact: false }).first().fill("orders-eu");
  await page.getByRole("textbox", { name: /Rate limit/ }).fill("5");
  await page.getByRole("button", { name: "Save the rate limit" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const saved = await api("GET", `/api/v1/app/${application.id}/endpoint/${endpoint.id}`);
  expect(saved.body).toMatchObject({ throttleRate: 5, name: "orders" });

  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("dialog")).toContainText("Your changes to the name are not saved.");
  await page.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "orders-eu" })).toBeVisible();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.waitForURL(`**/endpoints/${endpoint.id}`);
});

test("header values are sent, never shown again, and dropped when the URL moves to another server", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await add(api, application.id, receiver.url);
  const path = `/portal/${application.id}/endpoints/${endpoint.id}/settings`;
  await page.goto(path);
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByRole("textbox", { name: "Name of header 1" }).fill("X-Shop-Token");
  await page.getByRole("textbox", { name: "Value of header 1" }).fill("tell-nobody-1234");
  await page.getByRole("button", { name: "Save the headers" }).click();
  await expect(page.getByRole("list", { name: "Headers that are sent" })).toContainText("X-Shop-Token");
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  const [request] = await receiver.waitFor(1);
  expect(request?.headers["x-shop-token"]).toBe("tell-nobody-1234");
  expect(await (await page.request.get(path)).text()).not.toContain("tell-nobody");

  await page.reload();
  await expect(page.getByText("tell-nobody")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Your URL" }).fill("https://other.example.com/in");
  await expect(
    page.getByText(/This is another server, so the custom headers, the authentication and the variables of the transf/),
  ).toBeVisible();
  await page.getByRole("button", { name: "Save the URL" }).click();
  await expect(page.getByRole("list", { name: "Headers that are sent" })).toHaveCount(0);
});

test("a new URL asks what becomes of the deliveries that are being retried", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, headers: { "retry-after": "600" } });
  const endpoint = await add(api, application.id, receiver.url);
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  await receiver.waitFor(1);
  const url = page.getByRole("textbox", { name: "Your URL" });
  const question = page.getByRole("group", { name: "1 delivery is being retried" });
  await expect(async () => {
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
    await url.fill("https://other.example.com/in");
    await expect(question).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(question.getByRole("radio", { name: "Send them to the new URL" })).toBeChecked();
  await question.getByRole("radio", { name: "Cancel them" }).check();
  await page.getByRole("button", { name: "Save the URL" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const deliveries = `/api/v1/app/${application.id}/delivery?endpoint=${endpoint.id}`;
  await expect
    .poll(async () => ((await api("GET", deliveries)).body as { data: { state: string }[] }).data[0]?.state)
    .toBe("canceled");
});

test.describe("a header that we send ourselves", () => {
  test.use({ allowConsoleErrors: [/status of 422/] });

  test("is refused beside its field", async ({ api, portalPage: page, application }) => {
    const endpoint = await add(api, application.id, "https://hooks.example.com/in");
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
    await page.getByRole("button", { name: "Add a header" }).click();
    await page.getByRole("textbox", { name: "Name of header 1" }).fill("webhook-id");
    await page.getByRole("textbox", { name: "Value of header 1" }).fill("mine");
    await page.getByRole("button", { name: "Save the headers" }).click();
    await expect(page.getByText(/webhook-id: Header names that start with webhook- are reserved/)).toBeVisible();
  });
});

test("the secret is in no page, is copied without being seen, and is hidden again when the window is left", async ({
  api,
  page,
  context,
  svix,
  application,
  openPortal,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const endpoint = await add(api, application.id, "https://hooks.example.com/in");
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  await openPortal(page, application);
  const path = `/portal/${application.id}/endpoints/${endpoint.id}`;
  for (const address of [path, `${path}/settings`]) {
    expect(await (await page.request.get(address)).text()).not.toContain(key.slice(6));
  }

  await page.goto(path);
  await page.getByRole("button", { name: "Copy secret" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await expect(page.getByText(key)).toHaveCount(0);

  await page.getByRole("button", { name: "Reveal secret" }).click();
  await expect(page.getByText(key)).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await expect(page.getByText(key)).toHaveCount(0);
});

test("a shown secret is hidden again after 30 seconds", async ({ api, portalPage: page, svix, application }) => {
  const endpoint = await add(api, application.id, "https://hooks.example.com/in");
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  await page.clock.install();
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  await page.getByRole("button", { name: "Reveal secret" }).click();
  await expect(page.getByText(key)).toBeVisible();
  await page.clock.fastForward(31_000);
  await expect(page.getByText(key)).toHaveCount(0);
});

test("after a rotation both secrets sign until the old one is ended", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await add(api, application.id, receiver.url);
  const { key: before } = await svix.endpoint.getSecret(application.id, endpoint.id);
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);

  await page.getByRole("link", { name: "rotate" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: "After 24 hours" })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(page.getByText(/ends in 24.h/)).toBeVisible();

  const { key: after } = await svix.endpoint.getSecret(application.id, endpoint.id);
  expect(after).not.toBe(before);
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  const [first] = await receiver.waitFor(1);
  if (!first) throw new Error("Nothing arrived.");
  verifySignature(before, first);
  verifySignature(after, first);

  // It is said on every page of the endpoint, and ends when somebody says so, not sooner and not later.
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByText("The old secret still signs beside the new one")).toBeVisible();
  await page.getByRole("link", { name: "Look at the secrets" }).click();
  await page.getByRole("button", { name: "Give the old one longer…" }).click();
  await dialog.getByRole("radio", { name: "7 days" }).check();
  await dialog.getByRole("button", { name: "Give it longer" }).click();
  await expect(page.getByText(/ends in 7.days/)).toBeVisible();
  await page.getByRole("button", { name: "I think it leaked…" }).click();
  await expect(dialog.getByRole("radio", { name: "Now" })).toBeChecked();
  await expect(dialog).toContainText("Replace the leaked secret");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "End the old one now…" }).click();
  await page.getByRole("button", { name: "End it now" }).click();
  await expect(page.getByText(/ends in/)).toHaveCount(0);
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 2 } });
  const second = (await receiver.waitFor(2))[1];
  if (!second) throw new Error("Nothing arrived.");
  verifySignature(after, second);
  expect(() => verifySignature(before, second)).toThrow();
});

test("an endpoint with deliveries under way is deleted only by its name", async ({
  api,
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, headers: { "retry-after": "600" } });
  const endpoint = await add(api, application.id, receiver.url);
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { id: 1 } });
  await receiver.waitFor(1);
  await expect(async () => {
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
    await page.getByRole("button", { name: "Delete…" }).click();
    await expect(page.getByRole("dialog")).toContainText("1 delivery that is still being retried stops", {
      timeout: 500,
    });
  }).toPass();
  await page.getByRole("button", { name: "Delete orders" }).click();
  await expect(page.getByText("That is not orders.")).toBeVisible();
  await page.getByRole("textbox", { name: "Type orders to confirm" }).fill("orders");
  await page.getByRole("button", { name: "Delete orders" }).click();
  await page.waitForURL("**/endpoints");
  expect((await svix.endpoint.list(application.id)).data).toHaveLength(0);
});

test("who may manage secrets only finds just that in the settings", async ({ api, page, application, openPortal }) => {
  const endpoint = await add(api, application.id, "https://hooks.example.com/in");
  await openPortal(page, application, {
    capabilities: [AppPortalCapability.ViewBase, AppPortalCapability.ManageEndpointSecret],
  });
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
  await expect(page.getByRole("button", { name: "Rotate…" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Reveal|Copy secret|Save|Delete|Turn off/ })).toHaveCount(0);
});

inEachColorScheme(() => {
  test("the settings are accessible and fit 320 px", async ({ api, portalPage: page, application }) => {
    const endpoint = await add(api, application.id, "https://hooks.example.com/in", {
      eventTypes: ["job.*"],
      headers: { "X-One": "1" },
    });
    await page.setViewportSize({ width: 1280, height: 2600 });
    await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}/settings`);
    await expect(page.getByRole("checkbox", { name: "job.*" })).toBeChecked();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 2600 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
