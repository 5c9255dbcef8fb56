/** The package comes without types; this is the part of it that is used. */
declare module "culori" {
  export interface Oklch {
    mode: "oklch";
    l: number;
    c: number;
    h?: number;
  }
  /** Contrast of WCAG 2, 1 to 21, of two CSS colours. */
  export function wcagContrast(a: string, b: string): number;
  export function oklch(color: string): Oklch | undefined;
  /** The colour of the same lightness and hue with as much chroma as sRGB can show. */
  export function clampChroma(color: Oklch, mode: "oklch"): Oklch;
  export function formatHex(color: Oklch | string): string;
  export function differenceCiede2000(): (a: string, b: string) => number;
}
