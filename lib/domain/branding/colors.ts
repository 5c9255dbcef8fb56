import { clampChroma, differenceCiede2000, formatHex, oklch, wcagContrast } from "culori";
import {
  type BrandColorsOut,
  type BrandShades,
  GROUNDS,
  STATUS_MARKS,
  THEMES,
  type ThemeName,
} from "@/lib/contract/brand-colors.ts";

const WHITE = "#ffffff";
const INK = "#10151a";
const TEXT_CONTRAST = 4.5;
const MARK_CONTRAST = 3;
const STEP = 0.005;
/** Below this, two colours are taken for the same at a glance. */
const NEAR = 15;

// Text stands on every ground. A ring keeps two pixels of canvas around what has the focus, so it never touches `hover`.
const TEXT_GROUNDS = ["canvas", "surface", "sunken", "hover"] as const;
const RING_GROUNDS = ["canvas", "surface", "sunken"] as const;

const distance = differenceCiede2000();

/**
 * Everything that a portal takes from one brand colour. Only lightness is moved, and no further than reading asks for;
 * colours of states are never touched.
 * @param hex `#rrggbb`
 */
export function deriveBrandColors(hex: string): BrandColorsOut {
  const color = hex.toLowerCase();
  return { color, light: shadesOf(color, "light"), dark: shadesOf(color, "dark"), near: nearStates(color) };
}

function shadesOf(color: string, theme: ThemeName): BrandShades {
  const { surface, ink, "line-strong": lineStrong } = GROUNDS[theme];
  const texts = TEXT_GROUNDS.map((ground) => GROUNDS[theme][ground]);
  const rings = RING_GROUNDS.map((ground) => GROUNDS[theme][ground]);
  const onSolid = readableOn(color);
  const text = firstReadable(color, texts, { least: TEXT_CONTRAST, theme });
  const ring = firstReadable(color, rings, { least: MARK_CONTRAST, theme });
  const besides = wcagContrast(color, surface);
  return {
    solid: color,
    onSolid,
    // Away from its text, so that it stays readable under the pointer.
    solidHover: mix(color, onSolid === WHITE ? "#000000" : WHITE, 0.12),
    text,
    onText: readableOn(text),
    ring,
    soft: mix(surface, color, theme === "light" ? 0.04 : 0.14),
    line: readableGround(surface, text, ink),
    edge: besides < MARK_CONTRAST ? lineStrong : null,
    contrasts: {
      onSolid: rounded(wcagContrast(onSolid, color)),
      white: rounded(wcagContrast(WHITE, color)),
      brand: rounded(worst(color, texts)),
      text: rounded(worst(text, texts)),
      ring: rounded(worst(ring, rings)),
      solid: rounded(besides),
    },
  };
}

const worst = (color: string, grounds: readonly string[]) =>
  Math.min(...grounds.map((ground) => wcagContrast(color, ground)));

/** White, else ink; a few colours in the middle leave only black. */
function readableOn(ground: string): string {
  return [WHITE, INK].find((text) => wcagContrast(text, ground) >= TEXT_CONTRAST) ?? "#000000";
}

/** Never more than it is: 4.496 is not 4.5. */
const rounded = (contrast: number) => Math.floor(contrast * 100) / 100;

/** Darker on a light page, lighter on a dark one, until it differs enough from every ground. */
function firstReadable(
  color: string,
  grounds: readonly string[],
  { least, theme }: { least: number; theme: ThemeName },
): string {
  const brand = oklch(color);
  if (!brand || worst(color, grounds) >= least) return color;
  const step = theme === "light" ? -STEP : STEP;
  for (let n = 1; n <= 1 / STEP; n++) {
    const l = brand.l + n * step;
    if (l < 0 || l > 1) break;
    const moved = formatHex(clampChroma({ ...brand, l }, "oklch"));
    if (worst(moved, grounds) >= least) return moved;
  }
  return theme === "light" ? "#000000" : WHITE;
}

/** Selected text keeps the colour of ink, so its ground takes as much of the brand as that bears. */
function readableGround(surface: string, text: string, ink: string): string {
  for (let share = 0.35; share > 0; share -= 0.05) {
    const ground = mix(surface, text, share);
    if (wcagContrast(ink, ground) >= TEXT_CONTRAST) return ground;
  }
  return surface;
}

function mix(under: string, over: string, share: number): string {
  const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const channels = [1, 3, 5].map((at) => Math.round(channel(under, at) * (1 - share) + channel(over, at) * share));
  return `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function nearStates(color: string): BrandColorsOut["near"] {
  return THEMES.flatMap((theme) =>
    STATUS_MARKS.map(({ state, mark }) => ({
      theme,
      state,
      distance: Math.round(distance(color, GROUNDS[theme][mark]) * 10) / 10,
    })),
  ).filter((one) => one.distance < NEAR);
}
