import { z } from "zod";
import { defineOperation } from "./operation.ts";

// What colours are derived against: these stand in app/styles/tokens.css too, and a test compares.
const STATES = ["ok", "fail", "retry", "wait", "off"] as const;

export const GROUNDS = {
  light: {
    canvas: "#f6f8f9",
    surface: "#ffffff",
    sunken: "#eff2f3",
    hover: "#e9eeef",
    ink: "#172023",
    "line-strong": "#7e898d",
    "ok-mark": "#038b51",
    "fail-mark": "#db2527",
    "retry-mark": "#bf6e00",
    "wait-mark": "#367ed4",
    "off-mark": "#737c80",
  },
  dark: {
    canvas: "#0c1112",
    surface: "#13181a",
    sunken: "#080c0e",
    hover: "#1c2224",
    ink: "#eceff0",
    "line-strong": "#667175",
    "ok-mark": "#47c682",
    "fail-mark": "#f95b57",
    "retry-mark": "#f2a635",
    "wait-mark": "#5fa1f0",
    "off-mark": "#7f888b",
  },
} as const;
export type ThemeName = keyof typeof GROUNDS;
export const THEMES = ["light", "dark"] as const satisfies ThemeName[];
export const STATUS_MARKS = STATES.map((state) => ({ state, mark: `${state}-mark` as const }));

export const HexColor = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #2f80ed")
  .describe("Colour in sRGB, `#` and six hexadecimal digits.");

const shade = (what: string) => HexColor.describe(what);
export const BrandShades = z.object({
  solid: shade("Filled buttons: the brand colour itself."),
  onSolid: shade("Text on `solid`: white, or ink where white could not be read."),
  solidHover: shade("`solid` under the pointer."),
  text: shade("Links and marks: the brand colour, moved in lightness until it can be read on every ground."),
  onText: shade("Text on a ground of the colour `text`."),
  ring: shade("Around what has the focus."),
  soft: shade("Ground of a chosen row."),
  line: shade("Ground of selected text."),
  edge: HexColor.nullable().describe("Edge of filled buttons, where `solid` hardly differs from the page; else null."),
  contrasts: z
    .object({
      onSolid: z.number().describe("Of `onSolid` on `solid`; 4.5 is enough."),
      white: z.number().describe("Of white on `solid`: why `onSolid` is what it is."),
      brand: z.number().describe("Of the brand colour as text on the worst ground: why `text` was moved, if it was."),
      text: z.number().describe("Of `text` on the worst ground; 4.5 is enough."),
      ring: z.number().describe("Of `ring` on the worst ground; 3 is enough."),
      solid: z.number().describe("Of `solid` beside the page; below 3 it gets an edge."),
    })
    .describe("Contrasts of WCAG 2, 1 to 21, to two places."),
});
export type BrandShades = z.infer<typeof BrandShades>;

export const BrandColorsOut = z.object({
  color: HexColor.describe("The brand colour."),
  light: BrandShades.describe("Shades of the light theme."),
  dark: BrandShades.describe("Shades of the dark theme."),
  near: z
    .array(
      z.object({
        theme: z.enum(THEMES).describe("In this theme."),
        state: z.enum(STATES).describe("The state whose mark looks much the same."),
        distance: z.number().describe("CIEDE2000; below 15 two colours are mistaken for each other."),
      }),
    )
    .describe("Marks of states that the brand colour resembles: it is kept out of data for that."),
});
export type BrandColorsOut = z.infer<typeof BrandColorsOut>;

export const BrandColorsQuery = z.object({ color: HexColor });

export const getBrandColors = defineOperation({
  id: "getBrandColors",
  tag: "Branding",
  summary: "What is derived from a brand colour, with the contrasts that decide",
  method: "GET",
  path: "/brand-colors",
  query: BrandColorsQuery,
  responses: { 200: BrandColorsOut },
});
