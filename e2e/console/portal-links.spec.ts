import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

const PATH = "/console/portal/links";
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
/** A name that no other test has. */
const unique = (text: string) => `${text} ${randomUUID().slice(0, 8)}`;

test("a link is made for any customer, shown once with its code and its calls, opens, and its session is ended", async ({
  consolePage: page,
  svix,
  browser,
}) => {
  const application = await svix.application.create({ name: unique("Globex") });
  const label = unique("call");
  await page.goto(PATH);
  await page.getByRole("button", { name: "Create link" }).click();
  await expect(page.getByText("Choose whose portal it opens.")).toBeVisible();
  await page.getByLabel("For", { exact: true }).fill(application.name);
  // Chosen, the list of customers is gone.
  await page.getByRole("radio", { name: application.name }).click();
  await page.getByRole("radio", { name: "No secrets" }).check();
  await page.getByLabel("Link and session live").selectOption("3600");
  await page.getByRole("textbox", { name: /^Label/ }).fill(label);
  await page.getByRole("button", { name: "Create link" }).click();

  const shown = page.getByRole("region", { name: "portal link", exact: true });
  const url = (await shown.innerText()).match(/http\S+/)?.[0] ?? "";
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expect(page.getByRole("region", { name: /^command that makes/ })).toContainText('"expiry":3600');
  await expect(page.getByRole("region", { name: /^SDK call/ })).toContainText(
    `svix.authentication.appPortalAccess("${application.id}"`,
  );
  const portal = await (await browser.newContext()).newPage();
  await portal.goto(url);
  await portal.waitForURL(new RegExp(`/portal/${application.id}`));

  await page.goto(`${PATH}?label=${encodeURIComponent(label)}`);
  await expect(row(page, application.name)).toHaveCount(2);
  await page.getByRole("button", { name: "End all of this label…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End sessions" }).click();
  await expect(page.getByText(`No live session has the label ${label}.`)).toBeVisible();
  const answer = await portal.request.get(`/api/v1/app/${application.id}/portal-session`);
  expect(answer.status()).toBe(401);
  await portal.context().close();
});

test("a link that the SDKs cannot say is shown as a request only, and one session is ended by itself", async ({
  consolePage: page,
  svix,
}) => {
  const application = await svix.application.create({ name: unique("Initech") });
  const label = unique("one");
  await page.goto(`${PATH}?app=${application.id}&label=${encodeURIComponent(label)}`);
  await expect(page.getByText(application.name)).toBeVisible();
  await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
  await page.getByRole("textbox", { name: /^Label/ }).fill(label);
  await page.getByRole("button", { name: "Create link" }).click();
  await expect(page.getByText("The official SDKs have no fields for the page")).toBeVisible();
  await row(page, application.name).getByRole("button", { name: /^End/ }).click();
  await expect(page.getByText(`No live session has the label ${label}.`)).toBeVisible();
});

inSampledViews([1280, 390], (width) => {
  test(`the page of links is accessible and fits at ${width} px`, async ({ consolePage: page, svix, portalLink }) => {
    const application = await svix.application.create({ name: unique("Hooli") });
    const label = unique("seen");
    await portalLink(application, { sessionId: label });
    await page.setViewportSize({ width, height: 2400 });
    await page.goto(`${PATH}?label=${encodeURIComponent(label)}`);
    await page.getByRole("radio", { name: "Choose…" }).check();
    await expect(row(page, application.name).first()).toBeVisible();
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
