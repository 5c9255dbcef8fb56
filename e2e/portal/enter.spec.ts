import type { Page } from "@playwright/test";
import { BASE_URL, expect, expectAccessible, inEachColorScheme, test } from "@/e2e/fixtures.ts";

// A refused link is an answer that browsers log as an error of the page.
test.use({ allowConsoleErrors: [/status of (401|404|410)/] });

async function expectWords(page: Page, title: string) {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

test("a link opens the portal, and its code is in no address, history or request line", async ({
  page,
  application,
  portalLink,
}) => {
  const link = await portalLink(application);
  const code = new URL(link).hash.slice(3);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));

  await page.goto(link);
  await page.waitForURL(`**/portal/${application.id}/endpoints`);
  expect(code.length).toBeGreaterThan(20);
  expect(asked.join("\n")).not.toContain(code);
  await page.goBack();
  expect(page.url()).not.toContain(code);
});

test("a link works once: whoever opens it again is told so, and where to go on", async ({
  page,
  application,
  portalLink,
  browser,
}) => {
  const link = await portalLink(application);
  await page.goto(link);
  await page.waitForURL(`**/portal/${application.id}/endpoints`);

  await page.goto("about:blank");
  await page.goto(link);
  await expectWords(page, "This link was used already.");
  await page.getByRole("link", { name: `Continue to ${application.name}` }).click();
  await page.waitForURL(`**/portal/${application.id}/endpoints`);

  const stranger = await browser.newPage({ baseURL: BASE_URL });
  await stranger.goto(link);
  await expectWords(stranger, "This link was used already.");
  await expect(stranger.getByRole("link")).toHaveCount(0);
  await stranger.close();
});

test("a fetch of the address, as mail scanners do, does not use the link up", async ({
  page,
  application,
  portalLink,
}) => {
  const link = await portalLink(application);
  expect((await page.request.get(link)).ok()).toBe(true);
  await page.goto(link);
  await page.waitForURL(`**/portal/${application.id}/endpoints`);
});

test("a link that has ended, was cut or never was says what to do", async ({ page, application, portalLink, svix }) => {
  const link = await portalLink(application);
  await svix.authentication.expireAll(application.id, {});
  await page.goto(link);
  await expectWords(page, "This link has expired.");

  await page.goto("/portal/enter");
  await expectWords(page, "This link is not complete.");
  await page.goto("about:blank");
  await page.goto("/portal/enter#k=abc");
  await expectWords(page, "This link is not complete.");
  await page.goto("about:blank");
  await page.goto(`/portal/enter#k=${"A".repeat(43)}`);
  await expectWords(page, "This link leads nowhere.");
});

test("a browser that keeps no cookies is told before the link is used up", async ({
  page,
  application,
  portalLink,
  browser,
}) => {
  const link = await portalLink(application);
  await page.addInitScript(() =>
    Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {}, configurable: true }),
  );
  await page.goto(link);
  await expectWords(page, "This browser keeps no cookies here.");

  const other = await browser.newPage({ baseURL: BASE_URL });
  await other.goto(link);
  await other.waitForURL(`**/portal/${application.id}/endpoints`);
  await other.close();
});

test("a link leads to the page that it names, and to no other site", async ({ page, application, portalLink, api }) => {
  const named = await api("POST", `/api/v1/auth/app-portal-access/${application.id}`, { next: "/event-types" });
  await page.goto((named.body as { url: string }).url);
  await page.waitForURL(`**/portal/${application.id}/event-types`);

  for (const next of ["//example.com", "https://example.com", "/\\example.com"]) {
    const link = new URL(await portalLink(application));
    link.searchParams.set("next", next);
    await page.goto(link.href);
    await page.waitForURL(`**/portal/${application.id}/endpoints`);
  }
  const link = new URL(await portalLink(application));
  link.searchParams.set("next", "/deliveries?status=failed");
  await page.goto(link.href);
  await page.waitForURL(`**/portal/${application.id}/deliveries?status=failed`);
});

test("two applications in two tabs do not mix", async ({ page, context, svix, application, openPortal }) => {
  const other = await svix.application.create({ name: "The other one" });
  const tab = await context.newPage();
  await openPortal(page, application);
  await openPortal(tab, other);
  await page.reload();
  await expect(page.getByRole("banner")).toContainText(application.name);
  await expect(tab.getByRole("banner")).toContainText("The other one");

  const stranger = await svix.application.create({ name: "A third one" });
  await page.goto(`/portal/${stranger.id}/endpoints`);
  await expectWords(page, "Your webhooks are closed in this browser.");
});

test("a session that is ended at the operator closes the open page, and keeps what was typed", async ({
  portalPage: page,
  svix,
  application,
  context,
  openPortal,
}) => {
  await page.getByRole("textbox", { name: "Your URL" }).fill("https://hooks.example.com/typed");
  await svix.authentication.expireAll(application.id, {});
  await page.getByRole("button", { name: "Add and send a test" }).click();
  // Above the page, and where it was asked for: the one may be out of sight.
  await expect(page.getByRole("alert").filter({ hasText: "Your session ended." })).toHaveCount(2);
  await expect(page.getByRole("textbox", { name: "Your URL" })).toHaveValue("https://hooks.example.com/typed");

  const tab = await context.newPage();
  await openPortal(tab, application);
  await page.getByRole("button", { name: "Add without test" }).click();
  await page.waitForURL("**/endpoints/ep_*");
  await expect(page.getByRole("heading", { level: 1, name: "hooks.example.com" })).toBeVisible();
});

test("signing out ends the session on the server as well", async ({ portalPage: page, application }) => {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expectWords(page, "You are signed out.");
  await page.goto(`/portal/${application.id}/endpoints`);
  await expectWords(page, "Your webhooks are closed in this browser.");
});

inEachColorScheme(() => {
  test("the pages around the portal are accessible and fit 320 px", async ({ page, application }) => {
    for (const path of ["/", "/portal", "/portal/enter", `/portal/${application.id}/endpoints`]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 700 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 1280, height: 720 });
    }
  });
});
