import { wcagContrast } from "culori";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GROUNDS, THEMES } from "@/lib/contract/brand-colors.ts";
import { deriveBrandColors } from "@/lib/domain/branding/colors.ts";

test.each([
  ["#FFD400", "#10151a", 12.8, "#7f6900", "#ffd400", "#a58800"],
  ["#2F80ED", "#10151a", 4.75, "#1168d3", "#3686f4", "#2f80ed"],
  ["#FF4D8D", "#10151a", 5.9, "#d01067", "#ff4d8d", "#f84687"],
  ["#22C55E", "#10151a", 8.1, "#007c35", "#22c55e", "#00a047"],
  ["#000000", "#ffffff", 21, "#000000", "#898989", "#000000"],
  ["#7C3AED", "#ffffff", 5.7, "#7c3aed", "#976cff", "#7c3aed"],
])(
  "%s: text on it is %s, links are moved no further than they must be",
  (brand, onSolid, contrast, light, dark, ring) => {
    const derived = deriveBrandColors(brand);
    expect(derived.light).toMatchObject({ solid: brand.toLowerCase(), onSolid, text: light, ring });
    expect(derived.dark.text).toBe(dark);
    expect(Math.abs(derived.light.contrasts.onSolid - contrast)).toBeLessThan(0.06);
  },
);

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("whatever the brand, what is derived can be read and seen", () => {
  fc.assert(
    fc.property(hex, (brand) => {
      const derived = deriveBrandColors(brand);
      for (const theme of THEMES) {
        const { canvas, surface, sunken, hover, ink } = GROUNDS[theme];
        const { text, onText, ring, solid, onSolid, solidHover, soft, line, edge } = derived[theme];
        for (const ground of [canvas, surface, sunken, hover])
          expect(wcagContrast(text, ground)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [canvas, surface, sunken]) expect(wcagContrast(ring, ground)).toBeGreaterThanOrEqual(3);
        expect(wcagContrast(onText, text)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(onSolid, solid)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(onSolid, solidHover)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(ink, line)).toBeGreaterThanOrEqual(4.5);
        expect(wcagContrast(ink, soft)).toBeGreaterThanOrEqual(4.5);
        expect(edge === null).toBe(wcagContrast(solid, surface) >= 3);
      }
    }),
    { numRuns: 300 },
  );
});

test("a brand that looks like a state is told so, one that does not is not", () => {
  expect(deriveBrandColors("#db2527").near).toContainEqual({ theme: "light", state: "fail", distance: 0 });
  expect(deriveBrandColors("#ff4d8d").near).toEqual([]);
});
