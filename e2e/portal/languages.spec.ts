import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/fixtures.ts";

/** Texts on the page that no catalogue has accented and lengthened; names and machine words are nobody's to translate. */
function untranslated(page: Page, names: string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      const parent = node.parentElement;
      if (!parent?.checkVisibility()) continue;
      if (parent.closest("[translate=no],script,style,kbd,code,option,select,title")) continue;
      // Every pseudo text of two letters or more has an accent.
      const isPlain = /[a-z]{2}/.test(text) && !/[à-žÀ-Ž~]/.test(text);
      if (isPlain && !known.some((name) => text.includes(name))) found.push(text);
    }
    return found;
  }, names);
}

const PAGES = ["endpoints", "deliveries", "event-types", "replays", "verify", "activity", "settings"];
const WIDTHS = [1280, 390];

test("nothing on the pages is outside of the catalogue", async ({ portalPage: page, application }) => {
  test.slow();
  for (const path of PAGES) {
    // What event types are called, and what is said of them, is the operator's.
    if (path === "event-types") continue;
    await page.goto(`/portal/${application.id}/${path}?locale=en-XA`);
    await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
    const plain = await untranslated(page, [application.name, "Posthorn", "English", "Chromium"]);
    expect.soft(plain, path).toEqual([]);
  }
});

test("from right to left nothing scrolls sideways, however long the words", async ({
  portalPage: page,
  application,
}) => {
  test.slow();
  for (const path of PAGES) {
    await page.goto(`/portal/${application.id}/${path}?locale=ar-XB`);
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
});

test("a window that paints nothing, a tab in the background, gets its texts all the same", async ({
  portalPage: page,
  application,
}) => {
  // Only the frame that the texts wait for is lost: React shows what is streamed in frames of its own.
  await page.addInitScript(() => {
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => (`${callback}`.includes("/messages/") ? 0 : frame(callback));
  });
  await page.goto(`/portal/${application.id}/endpoints`);
  await expect.poll(() => page.evaluate(() => document.querySelectorAll('script[src^="/messages/"]').length)).toBe(1);
  await page.getByRole("button", { name: "Help" }).click();
  await expect(page.getByRole("button", { name: "Keyboard shortcuts" })).toBeVisible();
});

test.describe("texts that do not come", () => {
  test.use({ allowConsoleErrors: [/ERR_FAILED/] });

  test("are asked for again, and the page can be used then", async ({ portalPage: page, application }) => {
    let asked = 0;
    await page.route("**/messages/*.js", (route) => (++asked <= 2 ? route.abort() : route.continue()));
    await page.goto(`/portal/${application.id}/endpoints`);
    await page.getByRole("button", { name: "Help" }).click();
    await expect(page.getByRole("button", { name: "Keyboard shortcuts" })).toBeVisible();
    expect(asked).toBe(3);
  });
});

test.describe("an address that leads nowhere", () => {
  test.use({ allowConsoleErrors: [/status of 404/] });

  test("is said within the portal, in the reader's language", async ({ portalPage: page, application }) => {
    const response = await page.goto(`/portal/${application.id}/nonsense/of?mine&locale=de`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Unter dieser Adresse gibt es nichts.");
    await page.getByRole("navigation", { name: "Portal" }).getByRole("link", { name: "Endpunkte" }).click();
    await expect(page).toHaveURL(/\/endpoints/);
  });
});
