import { expect, expectAccessible, inEachColorScheme, test } from "@/e2e/fixtures.ts";

const PHONE = { width: 390, height: 844 };

/** Of operations: their pages are made by one hand, and there are more than a hundred. */
const EVERY_NTH = 6;

test("every guide and every operation is listed, and their pages are open to anybody", async ({ page, request }) => {
  test.slow();
  await page.goto("/docs");
  const links = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).getAttribute("href") ?? ""));
  const document = (await (await request.get("/openapi.json")).json()) as { paths: Record<string, object> };
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(links).toEqual(expect.arrayContaining(operations.map(({ operationId }) => `/docs/api/${operationId}`)));
  const isOperation = (path: string) => path.startsWith("/docs/api/");
  const sampled = links.filter((path, n) => !isOperation(path) || n % EVERY_NTH === 0);
  for (const path of sampled) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    expect(await response.text(), path).toContain("<h1");
  }
  for (const path of ["/docs/none", "/docs/api/none", "/docs/..%2FREADME"])
    expect((await request.get(path)).status(), path).toBe(404);
});

test("an operation is found by typing, and its request is copied in the language of one's choice", async ({ page }) => {
  await page.goto("/docs");
  const nav = page.getByRole("complementary").getByRole("navigation", { name: "Documentation" });
  await expect(async () => {
    // Before the page has come to life nobody hears the key.
    await page.keyboard.press("/");
    await expect(nav.getByRole("searchbox")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("send an event");
  await nav.getByRole("link", { name: /^POST Send an event: committed/ }).click();
  await expect(page).toHaveURL(/\/docs\/api\/createMessage$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  const body = page.getByRole("table", { name: "Fields of Body" });
  await expect(body.getByRole("row", { name: /^eventType/ })).toContainText("required");
  await page.getByRole("tab", { name: "Python" }).click();
  const request = page.getByRole("region", { name: "request with Python" });
  await expect(request).toContainText('"eventType": "job.completed"');
  await expect(request).toContainText("/api/v1/app/");
  await page.reload();
  await expect(page.getByRole("tab", { name: "Python" })).toHaveAttribute("aria-selected", "true");
});

test("guides lead to each other and to the reference", async ({ page }) => {
  await page.goto("/docs/quick-start");
  await page.getByRole("main").getByRole("link", { name: "Delivery options" }).click();
  await expect(page).toHaveURL(/\/docs\/delivery$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Pace" })).toHaveAttribute("id", "pace");
});

inEachColorScheme(() => {
  for (const path of ["/docs", "/docs/sending", "/docs/receiving", "/docs/api/createEndpoint"]) {
    test(`${path} is accessible, and fits a phone`, async ({ page }) => {
      await page.goto(path);
      await expectAccessible(page);
      await page.setViewportSize(PHONE);
      await page.getByText("All pages").click();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
});
