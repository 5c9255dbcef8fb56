import { AppPortalCapability } from "svix";
import { expect, expectAccessible, inEachColorScheme, test, verifySignature } from "@/e2e/fixtures.ts";

test("the first endpoint is added and tested with one press after pasting its URL", async ({
  portalPage: page,
  receiver,
  svix,
  application,
}) => {
  receiver.answerWith({ status: 200, headers: { "content-type": "application/json" }, body: '{"thanks":"yes"}' });
  const url = page.getByRole("textbox", { name: "Your URL" });
  await expect(url).toBeFocused();
  await url.fill(receiver.url);
  await page.getByRole("button", { name: "Add and send a test" }).click();

  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result.getByText("Delivered", { exact: true })).toBeVisible();
  await expect(result.getByRole("list", { name: "Progress of the test" })).toContainText(/Connected.*Sent.*200 OK/);
  await expect(result).toContainText('"thanks"');
  await expect(page.getByRole("list", { name: "Getting started" })).toContainText("See a test arrive (done)");

  const [endpoint] = (await svix.endpoint.list(application.id)).data;
  expect(endpoint?.url).toBe(receiver.url);
  const [request] = await receiver.waitFor(1);
  const { key } = await svix.endpoint.getSecret(application.id, endpoint?.id ?? "");
  if (request) verifySignature(key, request);
  expect(request?.rawBody.toString()).toContain("This is a test");
});

test("the same with the keyboard alone", async ({ portalPage: page, receiver }) => {
  await expect(page.getByRole("textbox", { name: "Your URL" })).toBeFocused();
  await page.keyboard.insertText(receiver.url);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Delivered", { exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Response" }).press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Request" })).toBeFocused();
  await expect(page.getByRole("tabpanel")).toContainText(receiver.url);
});

test("nothing can be typed into a page whose program is still on its way", async ({
  portalPage,
  application,
  context,
}) => {
  expect(portalPage.url()).toContain(application.id);
  const page = await context.newPage();
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route("**/messages/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/portal/${application.id}/endpoints`, { waitUntil: "commit" });
  const form = page.locator("form").filter({ has: page.locator("input[name=url]") });
  await expect(form).toHaveAttribute("inert");
  letThrough();
  await expect(page.getByRole("textbox", { name: "Your URL" })).toBeFocused();
  await expect(form).not.toHaveAttribute("inert");
});

test("phases are shown while they happen", async ({ portalPage: page, receiver }) => {
  receiver.answerWith({ status: 200, delayMs: 1500 });
  await page.getByRole("textbox", { name: "Your URL" }).fill(receiver.url);
  await page.getByRole("button", { name: "Add and send a test" }).click();
  const steps = page.getByRole("list", { name: "Progress of the test" });
  await expect(steps).toContainText(/Connected.*Sent.*Waiting for your server/);
  await expect(steps).toContainText("200 OK");
});

test("without a server, a debug inbox takes the test and shows what arrived", async ({ portalPage: page }) => {
  await page.getByRole("button", { name: "Get a debug inbox URL" }).click();
  await expect(page.getByRole("textbox", { name: "Your URL" })).toHaveValue(/\/inbox\//);
  await page.getByRole("button", { name: "Add and send a test" }).click();
  await expect(page.getByText("Delivered", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Go to the endpoint" }).click();
  const inbox = page.getByRole("region", { name: "Debug inbox" });
  await expect(inbox).toContainText("This is a test");
  await expect(inbox).toContainText("webhook-signature");
});

test("a test that fails says why, keeps the endpoint, and is tried again at the corrected URL", async ({
  portalPage: page,
  receiver,
  svix,
  application,
}) => {
  receiver.answerWith({ status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad gateway</h1>" }, 200);
  await page.getByRole("textbox", { name: "Your URL" }).fill(receiver.url);
  await page.getByRole("button", { name: "Add and send a test" }).click();
  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result).toContainText("Server error (502).");
  await expect(result).toContainText("<h1>Bad gateway</h1>");
  await expect(page.getByText(/^Saved as/)).toBeVisible();

  await result.getByRole("button", { name: "Edit URL" }).click();
  await expect(page.getByRole("textbox", { name: "Your URL" })).toBeFocused();
  await page.getByRole("textbox", { name: "Your URL" }).fill(`${receiver.url}/v2`);
  await page.getByRole("button", { name: "Save and test again" }).click();
  await expect(result.getByText("Delivered", { exact: true })).toBeVisible();
  const { data } = await svix.endpoint.list(application.id);
  expect(data.map(({ url }) => url)).toEqual([`${receiver.url}/v2`]);
});

test("a pasted address is made whole, and what is doubtful about it is said", async ({ portalPage: page }) => {
  const url = page.getByRole("textbox", { name: "Your URL" });
  await url.fill("hooks.example.com/in");
  await url.blur();
  await expect(url).toHaveValue("https://hooks.example.com/in");
  await url.fill("localhost:3000/in");
  await expect(page.getByText(/to them localhost is not your computer/)).toBeVisible();
});

test.describe("what is wrong", () => {
  test.use({ allowConsoleErrors: [/status of 422/] });

  test("is said beside its field, which gets the focus", async ({ portalPage: page }) => {
    const url = page.getByRole("textbox", { name: "Your URL" });
    await page.getByRole("button", { name: "Add and send a test" }).click();
    await expect(url).toBeFocused();
    await expect(url).toHaveAccessibleDescription(/Enter the URL/);

    await url.fill("https://10.0.0.1/hook");
    await page.getByRole("button", { name: "Add and send a test" }).click();
    await expect(url).toHaveAccessibleDescription(/not allowed/);
    await expect(url).toBeFocused();

    await url.fill("https://hooks.example.com/in");
    await page.getByRole("radio", { name: "Choose…" }).check();
    await page.getByRole("button", { name: "Add and send a test" }).click();
    await expect(page.getByText("Choose at least one event type, or everything.")).toBeVisible();
  });
});

test("only chosen types are sent, and a group includes what is added to it later", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  await page.getByRole("textbox", { name: "Your URL" }).fill(receiver.url);
  await page.getByRole("radio", { name: "Choose…" }).check();
  await page.getByRole("checkbox", { name: /^job\.completed(?!_)/ }).check();
  await page.getByRole("checkbox", { name: "system.*" }).check();
  await expect(page.getByRole("checkbox", { name: "system.maintenance" })).toBeChecked();
  await page.getByRole("button", { name: "See example of job.completed", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("job_id");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add without test" }).click();
  await page.waitForURL("**/endpoints/ep_*");
  const [endpoint] = (await svix.endpoint.list(application.id)).data;
  expect(endpoint?.eventTypes?.toSorted()).toEqual(["job.completed", "system.*"]);
});

test("who may only look is told whom to ask, and sees no form", async ({ page, application, openPortal }) => {
  await openPortal(page, application, { capabilities: [AppPortalCapability.ViewBase] });
  await expect(page.getByText("There are no endpoints yet.")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

inEachColorScheme(() => {
  test("the start page is accessible in every state and fits 320 px", async ({ portalPage: page, receiver }) => {
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add and send a test" }).click();
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Choose…" }).check();
    await page.getByRole("checkbox", { name: /^job\.completed(?!_)/ }).check();
    await page.getByRole("button", { name: /^More:/ }).click();
    await page.getByRole("button", { name: "Add a header" }).click();
    await page.getByRole("textbox", { name: "Name of header 1" }).fill("X-Token");
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "Your URL" }).fill(receiver.url);
    await page.getByRole("button", { name: "Add and send a test" }).click();
    await expect(page.getByText("Next: check the signature in your code")).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
