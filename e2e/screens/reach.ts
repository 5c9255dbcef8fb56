import type { Page } from "@playwright/test";
import { orderIssues, type Stop } from "@/e2e/screens/order.ts";

// What axe does not check of WCAG 2.2 (§ numbers are its criteria). Each answers what is wrong, one line for each thing.

const TABS = 60;

/** 2.1.2, 2.4.3, 2.4.7, 2.4.11: Tab goes through the page as one reads it, what has the focus is seen, and nothing covers it. */
export async function keyboardIssues(page: Page): Promise<string[]> {
  const issues = new Set<string>();
  const seen = new Set<string>();
  const stops: Stop[] = [];
  for (let i = 0; i < TABS; i++) {
    await page.keyboard.press("Tab");
    // What lies deeper in something that scrolls is brought into sight with the next frames.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const found = await page.evaluate(() => {
      const one = document.activeElement;
      if (!(one instanceof HTMLElement) || one === document.body) return null;
      const { top, bottom, left, right, width, height } = one.getBoundingClientRect();
      const words = (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40);
      const name = `<${one.tagName.toLowerCase()}> ${words}`;
      const path: string[] = [];
      for (let at: Element | null = one; at; at = at.parentElement)
        path.push(`${at.tagName}:${at.parentElement ? [...at.parentElement.children].indexOf(at) : 0}`);
      const problems: string[] = [];
      if (width === 0 || height === 0) problems.push("has the focus and no size");
      const outside = bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth;
      if (outside) problems.push("has the focus outside of the window");
      // Corners and middle: it is hidden when something else lies over all of them.
      const inset = (from: number, to: number) => [from + 2, (from + to) / 2, to - 2];
      const points = inset(left, right).flatMap((x) => inset(top, bottom).map((y) => [x, y] as const));
      const visible = points.some(([x, y]) => {
        const above = document.elementFromPoint(x, y);
        return above !== null && (one.contains(above) || above.contains(one) || above.closest("label")?.contains(one));
      });
      if (!outside && width > 0 && !visible) problems.push("has the focus and is covered");
      const names: string[] = [];
      let scroller: Element | null = null;
      for (let at: Element | null = one.parentElement; at; at = at.parentElement) {
        const { position, overflowX, overflowY } = getComputedStyle(at);
        const holds = /fixed|sticky/.test(position) || at.matches("dialog, [popover]");
        const scrolls =
          (at.scrollHeight > at.clientHeight && /auto|scroll/.test(overflowY)) ||
          (at.scrollWidth > at.clientWidth && /auto|scroll/.test(overflowX));
        if (scrolls) scroller ??= at;
        if (holds || scrolls)
          names.push(`${at.tagName}:${at.parentElement ? [...at.parentElement.children].indexOf(at) : 0}`);
        if (holds) break;
      }
      const y = scroller ? scroller.scrollTop : names.length > 0 ? 0 : scrollY;
      const own = /fixed|sticky/.test(getComputedStyle(one).position) ? ["itself"] : [];
      const layer = [...own, ...names].join("/");
      const x = scroller?.scrollLeft ?? 0;
      const stop = { name, layer, left: left + x, right: right + x, top: top + y, bottom: bottom + y };
      return { key: path.join("/"), name, problems, stop };
    });
    // The browser's own controls come between the last and the first.
    if (!found && seen.size === 0 && i === 0) continue;
    if (!found || seen.has(found.key)) break;
    seen.add(found.key);
    stops.push(found.stop);
    for (const problem of found.problems) issues.add(`${found.name} ${problem}`);
  }
  for (const issue of orderIssues(stops)) issues.add(issue);
  const hasControls = (await page.locator("a[href], button, input, select, textarea, summary").count()) > 0;
  if (seen.size === 0 && hasControls) issues.add("nothing on the page gets the focus");
  return [...issues];
}

/** 1.4.10: nothing but code and tables that scroll by themselves goes beyond the window. */
export async function reflowIssues(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - edge;
    if (over <= 0) return [];
    const widest = [...document.querySelectorAll("main *")].filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > edge + 1 || left < -1;
    });
    const names = widest.slice(-2).map((one) => one.outerHTML.slice(0, 90));
    return [`the page is ${over} px wider than the window, for ${names.join(" and ")}`];
  });
}

/** 1.4.12: the spacing that a reader may set cuts nothing off. */
export async function spacingIssues(page: Page): Promise<string[]> {
  return stretchedIssues(
    page,
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
  );
}

/** 1.4.4: nor does text of twice the size. */
export async function largeTextIssues(page: Page): Promise<string[]> {
  return stretchedIssues(page, "html { font-size: 200% !important }");
}

async function stretchedIssues(page: Page, style: string): Promise<string[]> {
  await markCutTexts(page);
  await page.addStyleTag({ content: style });
  return [...(await reflowIssues(page)), ...(await markCutTexts(page))];
}

/** Texts that end at an edge, without an ellipsis or a title that gives all of them: those that the call before has not seen. */
async function markCutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = [...document.querySelectorAll<HTMLElement>("body *:not([data-was-cut])")].filter((one) => {
      if (![...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim())) return false;
      for (let at: HTMLElement | null = one; at && at !== document.body; at = at.parentElement) {
        if (at.hasAttribute("title") || at.matches(".sr-only, option, [aria-hidden=true]")) return false;
        const { overflowX, display, textOverflow } = getComputedStyle(at);
        if (/auto|scroll/.test(overflowX) || textOverflow === "ellipsis") return false;
        if (!/inline$|contents/.test(display) && /hidden|clip/.test(overflowX) && at.scrollWidth > at.clientWidth + 1)
          return true;
      }
      return false;
    });
    for (const one of cut) one.dataset.wasCut = "";
    return cut.map((one) => `the words “${one.textContent?.trim().slice(0, 40)}” are cut off`);
  });
}

/** 2.3.3: with reduced motion nothing moves from place to place. */
export async function motionIssues(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const moving = document.getAnimations().filter((animation) => {
      const effect = animation.effect instanceof KeyframeEffect ? animation.effect : null;
      const duration = Number(effect?.getComputedTiming().duration ?? 0);
      return duration > 1 && effect?.getKeyframes().some((frame) => "transform" in frame || "translate" in frame);
    });
    return moving.map((animation) => `${(animation as CSSAnimation).animationName ?? "a transition"} moves something`);
  });
}
