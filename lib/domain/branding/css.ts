import type { BrandShades } from "@/lib/contract/brand-colors.ts";
import type { BrandFont, BrandingSettings, Density } from "@/lib/contract/branding.ts";
import { deriveBrandColors } from "@/lib/domain/branding/colors.ts";

export type BrandLook = Pick<BrandingSettings, "color" | "radius" | "font" | "density">;

const ROWS: Record<Density, string> = { comfortable: "44px", default: "36px", compact: "28px" };

/**
 * A look as custom properties over those of app/styles/tokens.css. It holds nothing but numbers, hex colours and names of
 * ours, so it can stand in a page as it is.
 * @param weight `over` also beats a look that stands in the page: a page around may change it while it is open
 */
export function brandCss(look: BrandLook, weight: "page" | "over" = "page"): string {
  const root = weight === "over" ? ":root:root" : ":root";
  const colors = look.color === null ? null : deriveBrandColors(look.color);
  const general = [
    ...(look.radius === null ? [] : [`--r:${look.radius}px`]),
    ...(look.font === null ? [] : [`--face-sans:${faceOf(look.font)}`]),
    // Thirteen pixels become fourteen: for readers who are not at home in tables.
    ...(look.density === "comfortable" ? ["font-size:107.7%"] : []),
    ...(colors ? shadeRules(colors.light) : []),
  ];
  const rules = [
    rule(root, general),
    rule(`${root}[data-theme="dark"]`, colors ? shadeRules(colors.dark) : []),
    // Fingers keep their 44 px, and a reader's own choice wins.
    look.density === null
      ? ""
      : `@media not (pointer:coarse){${rule(`${root}[data-density="default"]`, [`--row:${ROWS[look.density]}`])}}`,
  ];
  return rules.filter(Boolean).join("\n");
}

const rule = (selector: string, lines: string[]) => (lines.length > 0 ? `${selector}{${lines.join(";")}}` : "");

function shadeRules(shades: BrandShades): string[] {
  return [
    `--solid:${shades.solid}`,
    `--on-solid:${shades.onSolid}`,
    `--solid-hover:${shades.solidHover}`,
    `--solid-line:${shades.edge ?? "transparent"}`,
    `--accent:${shades.text}`,
    `--on-accent:${shades.onText}`,
    `--ring-color:${shades.ring}`,
    `--accent-soft:${shades.soft}`,
    `--accent-line:${shades.line}`,
  ];
}

function faceOf(font: BrandFont): string {
  if (font === "system") return "ui-sans-serif";
  // The default's own variable is the one that is replaced.
  return font === "instrument-sans" ? "var(--face-instrument-sans)" : `var(--face-${font})`;
}
