// npm run screenshots [-- filter]: every screen in light and dark, wide and narrow, plain and with a brand's colour, as
// pictures in .data/screenshots. With a filter only the screens whose name contains it.
import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { restingHeight } from "@/e2e/accessibility.ts";
import { type Screen, screensOf } from "@/e2e/screens/screens.ts";
import {
  type Brand,
  built,
  overAll,
  showing,
  THEMES,
  unlisted,
  type View,
  WIDTHS,
  wear,
} from "@/e2e/screens/showing.ts";
import { setStage } from "@/e2e/screens/stage.ts";
import { ROOT } from "@/scripts/lib/data-directory.mjs";

const FOLDER = path.join(ROOT, ".data/screenshots");
const filter = process.argv[2] ?? "";

const nameOf = ({ route, state }: Screen) =>
  `${route.replaceAll(/[[\]]/g, "").slice(1).replaceAll("/", ".")}--${state.replaceAll(/[ ,]+/g, "-")}`;

/** A window as high as the page, so that its lower bar stands at the end and not across it; not below what lies over the page. */
async function makeRoom(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  const width = page.viewportSize()?.width ?? 0;
  const isBare = await page.evaluate(() => document.querySelector("dialog[open], :popover-open") === null);
  if (isBare) await page.setViewportSize({ width, height: await restingHeight(page) });
  await restingHeight(page);
}

const stage = await setStage();
const problems: string[] = [];
let pictures = 0;
try {
  const screens = built(screensOf(stage)).filter((screen) => nameOf(screen).includes(filter));
  problems.push(...unlisted(screensOf(stage)).map((route) => `${route} is on no list of e2e/screens/screens.ts`));
  if (filter === "") fs.rmSync(FOLDER, { recursive: true, force: true });
  for (const brand of ["default", "yellow"] as const satisfies Brand[]) {
    await wear(stage, brand);
    // The console is the operator's own and has no brand.
    const shown = screens.filter(({ route }) => brand === "default" || route.startsWith("/portal"));
    const all = shown.flatMap((screen) =>
      THEMES.flatMap((theme) => WIDTHS.map((width) => ({ screen, view: { theme, width } satisfies View }))),
    );
    await overAll(all, async ({ screen, view }) => {
      const file = path.join(FOLDER, brand, `${nameOf(screen)}.${view.theme}.${view.width}.png`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      try {
        await showing(stage, screen, view, async (page) => {
          await makeRoom(page);
          await page.screenshot({ path: file, fullPage: true, animations: "disabled" });
        });
        pictures += 1;
      } catch (error) {
        problems.push(`${nameOf(screen)} (${brand}, ${view.theme}, ${view.width}): ${String(error).split("\n")[0]}`);
      }
    });
  }
} finally {
  await stage.stop();
}
console.log(`${pictures} pictures in ${path.relative(ROOT, FOLDER)}`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
