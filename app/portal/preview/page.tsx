import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BrandProvider } from "@/components/branding/brand.tsx";
import { BrandStyle } from "@/components/branding/brand-style.tsx";
import { PortalPreview } from "@/components/branding/portal-preview.tsx";
import { BrandingIn } from "@/lib/contract/branding.ts";
import { brandCss } from "@/lib/domain/branding/css.ts";
import { effectiveSettings, NO_SETTINGS, readSettings } from "@/lib/domain/branding/revisions.ts";
import { findCurrentStaff } from "@/lib/page/staff.ts";

export const metadata: Metadata = { title: "Preview" };

type Props = { searchParams: Promise<{ settings?: string | string[] }> };

/** A portal in a look that is not published yet. For staff: an address that brings a logo along is nobody else's. */
export default async function PreviewPage({ searchParams }: Props) {
  if (!(await findCurrentStaff())) notFound();
  const given = [(await searchParams).settings].flat()[0] ?? "{}";
  const brand = effectiveSettings(NO_SETTINGS, readSettings(draftOf(given)));
  return (
    <BrandProvider brand={brand}>
      <BrandStyle css={brandCss(brand)} />
      <PortalPreview />
    </BrandProvider>
  );
}

/** What is half typed is left out. */
function draftOf(text: string): BrandingIn {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return {};
  }
  const fields = Object.entries((given ?? {}) as Record<string, unknown>);
  const right = fields.filter(([name, value]) => BrandingIn.safeParse({ [name]: value }).success);
  return Object.fromEntries(right);
}
