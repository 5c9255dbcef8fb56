import fs from "node:fs";
import path from "node:path";
import type { BrowserContextOptions, Page } from "@playwright/test";
import type { Screen } from "@/e2e/screens/screens.ts";
import type { Stage } from "@/e2e/screens/stage.ts";
import { ROOT } from "@/scripts/lib/data-directory.mjs";

export interface View {
  theme: "light" | "dark";
  width: number;
}

export const BRANDS = { default: null, yellow: "#FFD400", black: "#000000" } as const;
export type Brand = keyof typeof BRANDS;
export const THEMES = ["light", "dark"] as const;
export const WIDTHS = [1280, 390] as const;

const AT_ONCE = 3;

/** Publishes a colour for every portal of the installation, or takes it back. */
export async function wear(stage: Stage, brand: Brand): Promise<void> {
  const color = BRANDS[brand];
  if (color) await stage.call("PUT", "/branding", { color });
  else await stage.call("DELETE", "/branding");
}

/** A page that shows this, as it stands once everything has come. @throws Error when the state does not come about. */
export async function showing<T>(
  stage: Stage,
  screen: Screen,
  { theme, width }: View,
  look: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await stage.browser.newContext({
    baseURL: stage.url,
    storageState: stage.cookies[screen.who],
    colorScheme: theme,
    viewport: { width, height: width < 768 ? 844 : 900 },
    ...options,
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    // What tsx makes of a function with a name calls this, in the page too.
    await page.addInitScript("globalThis.__name = (one) => one");
    await page.goto(screen.path);
    await settled(page);
    await screen.show?.(page);
    await settled(page);
    return await look(page);
  } finally {
    // An answer that is being written over for the page must not end the whole run when the page has gone.
    await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
    await context.close();
  }
}

/** React has taken over and listens, nothing is loading, and nothing moves. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("main, main button")].every((one) =>
      Object.keys(one).some((key) => key.startsWith("__reactProps$")),
    ),
  );
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 5000 })));
  await page.waitForFunction(
    () =>
      document.querySelector("[aria-busy=true], [data-loading]") === null &&
      document
        .getAnimations()
        .every(({ effect, playState }) => playState !== "running" || effect?.getTiming().iterations === Infinity),
  );
}

/** Runs over all of them, some at once; in the order given. */
export async function overAll<Item, T>(items: Item[], work: (item: Item) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const go = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return results;
}

/** Pages of the build that nobody put on the list, so that a new one cannot be forgotten. */
export function unlisted(screens: Screen[]): string[] {
  const listed = new Set(screens.map(({ route }) => route));
  return builtRoutes().filter((route) => !listed.has(route) && !UNSEEN.has(route));
}

/** Where somebody is only sent on from, and what Next makes of itself. */
const UNSEEN = new Set(["/_not-found", "/_global-error"]);

function builtRoutes(): string[] {
  const file = path.join(ROOT, ".next/app-path-routes-manifest.json");
  return Object.entries<string>(JSON.parse(fs.readFileSync(file, "utf8")))
    .filter(([page]) => page.endsWith("/page"))
    .map(([, route]) => route);
}

/** The screens whose route is part of this build. */
export function built(screens: Screen[]): Screen[] {
  const routes = new Set(builtRoutes());
  return screens.filter(({ route }) => routes.has(route));
}
