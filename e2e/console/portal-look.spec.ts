import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

// A preview that is drawn anew while it loads gives its old document up.
test.use({ allowConsoleErrors: [/ERR_ABORTED/, /status of 422/] });

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path d="M0 0h80v40H0z" fill="#7c3aed"/></svg>';

test("a look is tried out, published for one application, seen in its portal, and taken back", async ({
  consolePage: page,
  application,
  openPortal,
  context,
}) => {
  await page.goto(`/console/portal/branding?app=${application.id}`);
  await page.getByRole("textbox", { name: /^Name/ }).fill("Acme Events");
  await page.getByRole("textbox", { name: /^Brand colour/ }).fill("#FFD400");
  const logo = { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(SVG) };
  await page.getByLabel("Logo on light pages", { exact: true }).setInputFiles(logo);
  await expect(page.getByRole("img", { name: "Logo on light pages, as uploaded" })).toBeVisible();

  // Both previews are portals in this look, and the panel says what was moved.
  for (const mode of ["light", "dark"]) {
    const preview = page.frameLocator(`iframe[title="Preview, ${mode}"]`);
    await expect(preview.getByRole("img", { name: "Acme Events" })).toBeVisible();
    await expect(preview.getByText("Failing", { exact: true })).toBeVisible();
    await expect(preview.locator("html")).toHaveAttribute("data-theme", mode);
  }
  await expect(page.getByRole("table", { name: "Colours on light pages" })).toContainText("#7f6900");

  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("table", { name: /published/ }).getByRole("row")).toHaveCount(2);
  const portal = await context.newPage();
  await openPortal(portal, application);
  await expect(portal.getByRole("banner").getByRole("img", { name: "Acme Events" })).toBeVisible();
  await expect(portal).toHaveTitle(/Acme Events$/);
  const solid = () =>
    portal.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--solid").trim());
  expect(await solid()).toBe("#ffd400");
  await expectAccessible(portal);

  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("textbox", { name: /^Name/ })).toHaveValue("");
  await portal.reload();
  expect(await solid()).not.toBe("#ffd400");

  await page.getByRole("button", { name: "Use this" }).click();
  await expect(page.getByRole("textbox", { name: /^Brand colour/ })).toHaveValue("#ffd400");
});

test("a picture that is none, or holds a script, is refused beside its field", async ({
  consolePage: page,
  application,
}) => {
  await page.goto(`/console/portal/branding?app=${application.id}`);
  const evil = {
    name: "x.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from("<svg><script>alert(1)</script></svg>"),
  };
  await page.getByLabel("Favicon", { exact: true }).setInputFiles(evil);
  await expect(page.getByRole("alert").filter({ hasText: "holds scripts" })).toBeVisible();
});

test("sessions of a portal are listed, and one of them is ended", async ({
  consolePage: page,
  application,
  openPortal,
  context,
}) => {
  const portal = await context.newPage();
  await openPortal(portal, application, { sessionId: "anna" });
  await page.goto(`/console/applications/${application.id}/sessions`);
  const rows = page.getByRole("table").getByRole("row", { name: /anna/ });
  await expect(rows).toHaveCount(2);
  await rows.filter({ hasText: "browser" }).getByRole("button", { name: "End anna" }).click();
  await expect(rows).toHaveCount(1);
  await portal.reload();
  await expect(portal.getByRole("heading", { name: "Your webhooks are closed in this browser." })).toBeVisible();
});

test("the guide to embedding shows a portal in a page", async ({ consolePage: page }) => {
  await page.goto("/console/portal/embed");
  await page.getByRole("tab", { name: "Vue" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("onBeforeUnmount");
  await page.getByRole("button", { name: "Show it in a page" }).click();
  const host = page.frameLocator("iframe").frameLocator("iframe");
  await expect(host.getByRole("main")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("the pages of the portal's look are accessible and fit 390 px", async ({ consolePage: page, application }) => {
      for (const path of ["portal/branding", "portal/embed", `applications/${application.id}/sessions`]) {
        await page.goto(`/console/${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectAccessible(page, { exclude: ["iframe"] });
        await page.setViewportSize({ width: 390, height: 844 });
        await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await page.setViewportSize({ width: 1280, height: 720 });
      }
    });
  });
}
