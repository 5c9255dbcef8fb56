import type { Page } from "@playwright/test";

// What may not hang on colour. Each answers what is wrong, one line for each thing.

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

/** Two outlines of which less than this share differs are one to the eye. */
const LEAST_DIFFERENCE = 0.12;

/** 1.4.1: in black and white every state is told by its outline, its word or its place. For the light theme. */
export async function grayscaleIssues(page: Page): Promise<string[]> {
  return page.evaluate(async (leastDifference) => {
    const tones = ["ok", "fail", "retry", "wait", "off"];
    const probe = document.body.appendChild(document.createElement("i"));
    const resolved = (kind: string) =>
      new Map(
        tones.map((tone) => {
          probe.style.color = `var(--${tone}-${kind})`;
          return [getComputedStyle(probe).color, tone] as const;
        }),
      );
    const [marks, inks] = [resolved("mark"), resolved("ink")];
    probe.remove();
    const issues: string[] = [];

    // Outlines: of what is painted in a state's colour, the outermost part that is.
    const shapes = new Map<string, { tone: string; image: Promise<boolean[]> }>();
    const inTone = [...document.querySelectorAll<SVGGraphicsElement>("svg, svg g")].filter(
      (one) =>
        marks.has(getComputedStyle(one).color) &&
        (one.tagName === "svg" || !marks.has(getComputedStyle(one.parentElement ?? one).color)) &&
        one.getBoundingClientRect().width > 0 &&
        one.querySelector("path, circle, rect") !== null,
    );
    const SIZE = 32;
    const PAINT = ["fill", "stroke", "stroke-width", "opacity"];
    /** As on the page, whose style sheets do not reach into a picture. */
    function painted(one: SVGGraphicsElement): string {
      const copy = one.cloneNode(true) as SVGGraphicsElement;
      const copies = [...copy.querySelectorAll<SVGElement>("*")];
      for (const [index, part] of [...one.querySelectorAll("*")].entries()) {
        const style = getComputedStyle(part);
        for (const name of PAINT) copies[index]?.style.setProperty(name, style.getPropertyValue(name));
      }
      return copy.innerHTML;
    }
    async function drawn(one: SVGGraphicsElement): Promise<boolean[]> {
      const { x, y, width, height } = one.getBBox();
      const side = Math.max(width, height, 1);
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="${x - 1} ${y - 1} ${side + 2} ${side + 2}">${painted(one)}</svg>`;
      const image = new Image(SIZE, SIZE);
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = SIZE;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("There is no canvas to draw on.");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, SIZE, SIZE);
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, SIZE, SIZE);
      // Every ground of the light theme is lighter than this, and every mark is darker.
      const isMark = (i: number) => 0.299 * valueAt(i) + 0.587 * valueAt(i + 1) + 0.114 * valueAt(i + 2) < 195;
      const valueAt = (i: number) => data[i] ?? 0;
      return Array.from({ length: SIZE * SIZE }, (_, i) => isMark(i * 4));
    }
    for (const one of inTone) {
      const tone = marks.get(getComputedStyle(one).color) ?? "";
      const key = `${tone} ${one.innerHTML}`;
      if (!shapes.has(key)) shapes.set(key, { tone, image: drawn(one) });
    }
    const all = await Promise.all(
      [...shapes].map(async ([key, { tone, image }]) => ({ key, tone, image: await image })),
    );
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        if (one.tone === other.tone) continue;
        const differs = one.image.filter((dot, i) => dot !== other.image[i]).length;
        const painted = one.image.filter((dot, i) => dot || other.image[i]).length;
        if (differs < painted * leastDifference)
          issues.push(`only colour tells ${one.key.slice(0, 80)} from ${other.key.slice(0, 80)}`);
      }
    }

    // Strips: what was delivered stands above what failed.
    for (const strip of document.querySelectorAll("svg")) {
      const partsOf = (tone: string) =>
        [...strip.querySelectorAll("rect")]
          .filter((part) => marks.get(getComputedStyle(part).fill) === tone)
          .map((part) => part.getBoundingClientRect());
      const lowest = Math.max(...partsOf("ok").map(({ bottom }) => bottom));
      const highest = Math.min(...partsOf("fail").map(({ top }) => top));
      if (lowest > highest + 0.5) issues.push("only colour tells what was delivered from what failed in a strip");
    }

    // Words: the same ones in two states' colours say nothing about either.
    const words = new Map<string, string>();
    for (const one of document.querySelectorAll<HTMLElement>("body *")) {
      const text = [...one.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => node.nodeValue)
        .join("")
        .trim();
      const tone = inks.get(getComputedStyle(one).color);
      if (!text || !tone || one.closest("svg") || one.getBoundingClientRect().width === 0) continue;
      const before = words.get(text) ?? tone;
      if (before !== tone) issues.push(`only colour tells ${before} from ${tone} for the words “${text.slice(0, 40)}”`);
      words.set(text, tone);
    }
    return [...new Set(issues)];
  }, LEAST_DIFFERENCE);
}
