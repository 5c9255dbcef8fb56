import type { BrandingIn, BrandingSettings } from "@/lib/contract/branding.ts";

/** A look as it is being edited: what is empty says nothing. */
export type Draft = BrandingSettings;

export const FONT_WORDS: { value: string; label: string }[] = [
  { value: "", label: "As installed (Instrument Sans)" },
  { value: "instrument-sans", label: "Instrument Sans" },
  { value: "geist", label: "Geist" },
  { value: "inter", label: "Inter" },
  { value: "ibm-plex-sans", label: "IBM Plex Sans" },
  { value: "figtree", label: "Figtree" },
  { value: "onest", label: "Onest" },
  { value: "system", label: "The reader's own" },
];

export const DENSITY_WORDS = [
  { value: "", label: "As installed" },
  {
    value: "comfortable",
    label: "Comfortable",
    description: "44 px rows and larger text, for readers new to webhooks.",
  },
  { value: "default", label: "Default", description: "36 px rows." },
  { value: "compact", label: "Compact", description: "28 px rows." },
];

/** What is published: names and addresses without blanks around them, and nothing for what is empty. */
export function bodyOf(draft: Draft): BrandingIn {
  const said = Object.entries(draft).map(([name, value]) => {
    const trimmed = typeof value === "string" ? value.trim() : value;
    return [name, trimmed === "" ? null : trimmed];
  });
  return Object.fromEntries(said) as BrandingIn;
}

export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b));
}

export const isHex = (color: string | null): color is string => color !== null && /^#[0-9a-f]{6}$/i.test(color);
