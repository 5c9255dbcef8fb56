import type { Page } from "@playwright/test";

// What axe does not check of WCAG 2.2 (§ numbers are its criteria). Each answers what is wrong, one line for each thing.

const TABS = 60;

/** 2.1.2, 2.4.3, 2.4.7, 2.4.11: Tab goes through the page, what has the focus can be seen, and nothing covers it. */
export async function keyboardIssues(page: Page): Promise<string[]> {
  const issues = new Set<string>();
  const seen = new Set<string>();
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
      return { key: path.join("/"), name, problems };
    });
    // The browser's own controls come between the last and the first.
    if (!found && seen.size === 0 && i === 0) continue;
    if (!found || seen.has(found.key)) break;
    seen.add(found.key);
    for (const problem of found.problems) issues.add(`${found.name} ${problem}`);
  }
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
  await page.addStyleTag({
    content:
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
  });
  return reflowIssues(page);
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

/** With forced colours every sign stands out from what it stands on. */
export async function forcedColorIssues(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const groundOf = (one: Element): string => {
      for (let at: Element | null = one; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return "rgb(255, 255, 255)";
    };
    const lost = [...document.querySelectorAll("main svg, header svg, nav svg")].filter(
      (svg) => svg.getBoundingClientRect().width > 0 && getComputedStyle(svg).color === groundOf(svg),
    );
    return lost.map((svg) => `a sign in ${svg.parentElement?.outerHTML.slice(0, 80)} has the colour of its ground`);
  });
}

/** 1.4.4: text of twice the size does not push the page beyond the window. */
export async function largeTextIssues(page: Page): Promise<string[]> {
  await page.addStyleTag({ content: "html { font-size: 200% !important }" });
  return reflowIssues(page);
}
