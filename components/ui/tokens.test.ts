import { readFileSync } from "node:fs";
import { wcagContrast } from "culori";
import { describe, expect, test } from "vitest";
import tokens from "@/components/ui/tokens.json";

type Theme = Record<string, string>;
const themes: [string, Theme, string][] = [
  ["light", tokens.light, ":root"],
  ["dark", tokens.dark, '[data-theme="dark"]'],
];

const GROUNDS = ["canvas", "surface", "sunken", "hover"];
const TEXTS = ["ink", "ink-2", "ink-3", "accent", "ok-ink", "fail-ink", "retry-ink", "wait-ink", "off-ink"];
const CODE = ["code-key", "code-str", "code-num", "code-kw", "code-punc", "code-note"];
const MARKS = ["ok-mark", "fail-mark", "retry-mark", "wait-mark", "off-mark", "line-strong"];
const STATES = ["ok", "fail", "retry", "wait", "off"];
const TEXT_RATIO = 4.5;
const MARK_RATIO = 3;

const read = (name: string) => readFileSync(new URL(`../../app/styles/${name}.css`, import.meta.url), "utf8");
const css = read("tokens");
const utilities = read("theme");

/** The hex custom properties of the first rule with this selector. */
function declared(selector: string): Theme {
  const start = css.indexOf(`\n${selector} {`);
  const rule = css.slice(start, css.indexOf("\n}", start));
  return Object.fromEntries([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

describe.each(themes)("%s theme", (_name, theme, selector) => {
  const color = (name: string) => {
    const hex = theme[name];
    if (!hex) throw new Error(`no token ${name}`);
    return hex;
  };
  const ratio = (a: string, b: string) => wcagContrast(color(a), color(b));

  test("the stylesheet declares exactly the tokens of the design language", () => {
    expect(declared(selector)).toEqual(theme);
  });

  test("the stylesheet hands every token to the utilities", () => {
    for (const name of Object.keys(theme)) expect(utilities).toContain(`--color-${name}: var(--${name});`);
  });

  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])))(
    "%s can be read on %s",
    (text, ground) => {
      expect(ratio(text, ground)).toBeGreaterThanOrEqual(TEXT_RATIO);
    },
  );

  test.each(MARKS.flatMap((mark) => GROUNDS.map((ground) => [mark, ground])))(
    "%s can be told from %s",
    (mark, ground) => {
      expect(ratio(mark, ground)).toBeGreaterThanOrEqual(MARK_RATIO);
    },
  );

  test.each(CODE.flatMap((text) => ["surface", "sunken"].map((ground) => [text, ground])))(
    "%s can be read on %s",
    (text, ground) => {
      expect(ratio(text, ground)).toBeGreaterThanOrEqual(TEXT_RATIO);
    },
  );

  test.each(STATES)("words of state %s, and plain text, can be read on its soft ground", (state) => {
    expect(ratio(`${state}-ink`, `${state}-soft`)).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("ink", `${state}-soft`)).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("ink-2", `${state}-soft`)).toBeGreaterThanOrEqual(TEXT_RATIO);
  });

  test("labels on filled controls and on a pressed row can be read", () => {
    expect(ratio("on-solid", "solid")).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("on-accent", "accent")).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("ink", "active")).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("ink-2", "active")).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("ink", "accent-soft")).toBeGreaterThanOrEqual(TEXT_RATIO);
    expect(ratio("fail-ink", "fail-soft")).toBeGreaterThanOrEqual(TEXT_RATIO);
  });

  test("every colour is a plain hex, which every contrast checker understands", () => {
    for (const hex of Object.values(theme)) expect(hex).toMatch(/^#[0-9a-f]{6}$/);
  });
});
