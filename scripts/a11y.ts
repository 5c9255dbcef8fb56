// npm run a11y [-- filter]: axe over every screen × theme × width, of the portal × brand too, and what axe cannot see
// (keyboard, order, reflow, spacing, motion, colour) over every screen once. Prints a table; exit 1 when anything is found.
import type { BrowserContextOptions, Page } from "@playwright/test";
import { accessibilityIssues } from "@/e2e/accessibility.ts";
import { forcedColorIssues, grayscaleIssues } from "@/e2e/screens/colour.ts";
import { keyboardIssues, largeTextIssues, motionIssues, reflowIssues, spacingIssues } from "@/e2e/screens/reach.ts";
import { type Screen, screensOf } from "@/e2e/screens/screens.ts";
import {
  BRANDS,
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

/** What is looked at on one loaded page, in this order; the last may leave it changed. */
type Visit = {
  view: View;
  looks: Record<string, (page: Page) => Promise<string[]>>;
  options?: BrowserContextOptions;
};

const AXE: Visit[] = THEMES.flatMap((theme) =>
  WIDTHS.map((width) => ({ view: { theme, width }, looks: { [`axe ${theme} ${width}`]: accessibilityIssues } })),
);
const EVERYTHING: Visit[] = [
  {
    view: { theme: "light", width: 1280 },
    looks: {
      "axe light 1280": accessibilityIssues,
      "without colour": grayscaleIssues,
      "keyboard 1280": keyboardIssues,
      "text 200 %": largeTextIssues,
    },
  },
  {
    view: { theme: "light", width: 390 },
    looks: { "axe light 390": accessibilityIssues, "keyboard 390": keyboardIssues, "text spacing": spacingIssues },
  },
  ...AXE.filter(({ view }) => view.theme === "dark"),
  { view: { theme: "light", width: 320 }, looks: { "reflow 320": reflowIssues } },
  {
    view: { theme: "light", width: 1280 },
    looks: { "reduced motion": motionIssues, "forced colours": forcedColorIssues },
    options: { reducedMotion: "reduce", forcedColors: "active" },
  },
];

const filter = process.argv[2] ?? "";
const findings = new Map<string, string[]>();
let rows = 0;
const nameOf = ({ route, state }: Screen) => `${route} (${state})`;

const stage = await setStage({ messages: 20 });
try {
  const screens = built(screensOf(stage)).filter((screen) => nameOf(screen).includes(filter));
  const branded = screens.filter(({ route }) => route.startsWith("/portal"));
  for (const route of unlisted(screensOf(stage))) note(`${route} is on no list of e2e/screens/screens.ts`, "list");

  for (const brand of Object.keys(BRANDS) as Brand[]) {
    await wear(stage, brand);
    // Colours are all that a brand changes.
    if (brand === "default") await run(screens, EVERYTHING, brand);
    else await run(branded, AXE, brand);
  }
} finally {
  await stage.stop();
}
for (const [issue, where] of findings) console.error(`\n${issue}\n    ${where.slice(0, 6).join("\n    ")}`);
const found = findings.size === 0 ? "nothing found" : `${findings.size} different things found`;
console.log(`\n${rows} screens and brands: ${found}`);
process.exitCode = findings.size > 0 ? 1 : 0;

function note(issue: string, where: string): void {
  if (!findings.has(issue)) console.error(`${where}: ${issue}`);
  findings.set(issue, [...(findings.get(issue) ?? []), where]);
}

async function run(all: Screen[], visits: Visit[], brand: Brand): Promise<void> {
  await overAll(all, async (screen) => {
    const results: string[] = [];
    for (const { view, looks, options } of visits) {
      const seen = async (page: Page) => {
        for (const [name, look] of Object.entries(looks)) {
          const issues = await look(page);
          for (const issue of issues) note(issue, `${nameOf(screen)}, ${brand}, ${name}`);
          results.push(`${name} ${issues.length === 0 ? "ok" : issues.length}`);
        }
      };
      await showing(stage, screen, view, seen, options).catch((error: unknown) => {
        note(
          `not shown: ${String(error).split("\n")[0]}`,
          `${nameOf(screen)}, ${brand}, ${Object.keys(looks).join(", ")}`,
        );
        results.push(`${Object.keys(looks).join(", ")} not shown`);
      });
    }
    rows += 1;
    console.log(`${nameOf(screen).padEnd(58)} ${brand.padEnd(8)} ${results.join(" · ")}`);
  });
}
