/** The package comes without types; this is the part of it that is used. */
declare module "culori" {
  /** Contrast of WCAG 2, 1 to 21, of two CSS colours. */
  export function wcagContrast(a: string, b: string): number;
}
