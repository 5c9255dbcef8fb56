import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Options = {
  /** Leave these parts out. */
  exclude?: string[];
  /** Selectors whose contrast a person has judged, because axe cannot (text over a picture). */
  contrastJudged?: string[];
};

function describe(rules: Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"]): string[] {
  return rules.flatMap((rule) =>
    rule.nodes.map(
      (node) => `${rule.id}: ${rule.help}\n    at ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`,
    ),
  );
}

const TALLEST_PX = 20_000;

/**
 * With the whole page in sight, and room for what scrolls within it: neither what a bar at the lower edge covers nor what lies beyond
 * the window can be judged, and how much that is depends on the data.
 */
async function inFullHeight<T>(page: Page, look: () => Promise<T>): Promise<T> {
  const size = page.viewportSize();
  if (!size) return look();
  let height = size.height;
  const restore = await unfold(page);
  try {
    // More room may bring more: what comes as one scrolls, or beside what was narrow.
    for (let times = 0; times < 5; times++) {
      const needed = Math.min(await restingHeight(page), TALLEST_PX);
      if (needed <= height) break;
      height = needed;
      await page.setViewportSize({ width: size.width, height });
    }
    return await look();
  } finally {
    await restore();
    if (height !== size.height) await page.setViewportSize(size);
  }
}

/** Lets lists that scroll within a height of their own be as high as what is in them. @returns what folds them again */
async function unfold(page: Page): Promise<() => Promise<void>> {
  const lists = await page.evaluateHandle(() => {
    const folded = [...document.querySelectorAll<HTMLElement>("*")].filter(
      (one) => one.scrollHeight > one.clientHeight && getComputedStyle(one).maxHeight.endsWith("px"),
    );
    for (const list of folded) list.style.maxHeight = "none";
    // A column paints nothing, but is a box to axe: a text across two of them would count as half covered.
    for (const column of document.querySelectorAll<HTMLElement>("col, colgroup")) column.style.visibility = "hidden";
    return folded;
  });
  return async () => {
    await lists.evaluate((folded) => {
      for (const list of folded) list.style.maxHeight = "";
    });
    await lists.dispose();
  };
}

/** Once it has stayed the same for some frames: what is measured and drawn anew after a change of the window takes one or two. */
export async function restingHeight(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const fullHeight = () => {
      const scrolls = [...document.querySelectorAll("*")].filter(
        (one) => one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY),
      );
      const ends = scrolls.map((one) => one.getBoundingClientRect().top + window.scrollY + one.scrollHeight);
      return Math.ceil(Math.max(document.documentElement.scrollHeight, ...ends));
    };
    let height = fullHeight();
    for (let same = 0, frames = 0; same < 3 && frames < 60; frames++) {
      await new Promise((done) => requestAnimationFrame(done));
      const before = height;
      height = fullHeight();
      same = height === before ? same + 1 : 0;
    }
    return height;
  });
}

/**
 * What axe finds of WCAG 2.2 AA and good practice. A contrast that it could not compute counts as well: silence about a
 * colour proves nothing. target-size is off unless asked for.
 */
async function lookOnce(page: Page, options: Options): Promise<string[]> {
  // What is half faded in has no colour that could be judged.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ effect, playState }) => playState !== "running" || effect?.getTiming().iterations === Infinity),
  );
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ rules: { "target-size": { enabled: true } }, resultTypes: ["violations", "incomplete"] })
    .withTags(TAGS);
  for (const selector of options.exclude ?? []) axe.exclude(selector);
  const { violations, incomplete } = await inFullHeight(page, () => axe.analyze());
  const judged = new Set(options.contrastJudged);
  const unknownContrast = incomplete
    .filter((rule) => rule.id === "color-contrast")
    .map((rule) => ({ ...rule, nodes: rule.nodes.filter((node) => !judged.has(node.target.join(" "))) }));
  return [...describe(violations), ...describe(unknownContrast)];
}

/** What is found twice: while a part arrives on the page, another may stand half over it. */
export async function accessibilityIssues(page: Page, options: Options = {}): Promise<string[]> {
  const first = await lookOnce(page, options);
  return first.length === 0 ? first : lookOnce(page, options);
}

export async function expectAccessible(page: Page, options: Options = {}): Promise<void> {
  expect(await accessibilityIssues(page, options), `accessibility of ${page.url()}`).toEqual([]);
}
