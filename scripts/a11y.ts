// npm run a11y [-- filter]: axe over every screen × theme × width, of the portal × brand too, and what axe cannot see
// (keyboard, reflow, spacing, motion, forced colours) over every screen once. Prints a table; exit 1 when anything is found.
import type { BrowserContextOptions, Page } from "@playwright/test";
import { accessibilityIssues } from "@/e2e/accessibility.ts";
import {
  forcedColorIssues,
  keyboardIssues,
  largeTextIssues,
  motionIssues,
  reflowIssues,
  spacingIssues,
} from "@/e2e/screens/reach.ts";
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

type Check = { name: string; view: View; look: (page: Page) => Promise<string[]>; options?: BrowserContextOptions };

const AXE: Check[] = THEMES.flatMap((theme) =>
  WIDTHS.map((width) => ({ name: `axe ${theme} ${width}`, view: { theme, width }, look: accessibilityIssues })),
);
const light = (width: number): View => ({ theme: "light", width });
const REACH: Check[] = [
  { name: "keyboard 1280", view: light(1280), look: keyboardIssues },
  { name: "keyboard 390", view: light(390), look: keyboardIssues },
  { name: "reflow 320", view: light(320), look: reflowIssues },
  { name: "text spacing", view: light(390), look: spacingIssues },
  { name: "text 200 %", view: light(1280), look: largeTextIssues },
  { name: "reduced motion", view: light(1280), look: motionIssues, options: { reducedMotion: "reduce" } },
  { name: "forced colours", view: light(1280), look: forcedColorIssues, options: { forcedColors: "active" } },
];

const filter = process.argv[2] ?? "";
const findings = new Map<string, string[]>();
const table: string[] = [];
const nameOf = ({ route, state }: Screen) => `${route} (${state})`;

const stage = await setStage({ messages: 20 });
try {
  const screens = built(screensOf(stage)).filter((screen) => nameOf(screen).includes(filter));
  const branded = screens.filter(({ route }) => route.startsWith("/portal"));
  for (const route of unlisted(screensOf(stage))) note(`${route} is on no list of e2e/screens/screens.ts`, "list");

  for (const brand of Object.keys(BRANDS) as Brand[]) {
    await wear(stage, brand);
    // Colours are all that a brand changes.
    await run(brand === "default" ? screens : branded, AXE, brand);
    if (brand === "default") await run(screens, REACH, brand);
  }
} finally {
  await stage.stop();
}
console.log(table.join("\n"));
for (const [issue, where] of findings) console.error(`\n${issue}\n    ${where.slice(0, 6).join("\n    ")}`);
const found = findings.size === 0 ? "nothing found" : `${findings.size} different things found`;
console.log(`\n${table.length} screens and brands: ${found}`);
process.exitCode = findings.size > 0 ? 1 : 0;

function note(issue: string, where: string): void {
  findings.set(issue, [...(findings.get(issue) ?? []), where]);
}

async function run(screens: Screen[], checks: Check[], brand: Brand): Promise<void> {
  await overAll(screens, async (screen) => {
    const results: string[] = [];
    for (const { name, view, look, options } of checks) {
      const issues = await showing(stage, screen, view, look, options).catch((error: unknown) => [
        `not shown: ${String(error).split("\n")[0]}`,
      ]);
      for (const issue of issues) note(issue, `${nameOf(screen)}, ${brand}, ${name}`);
      results.push(`${name} ${issues.length === 0 ? "ok" : issues.length}`);
    }
    table.push(`${nameOf(screen).padEnd(58)} ${brand.padEnd(8)} ${results.join(" · ")}`);
  });
}
