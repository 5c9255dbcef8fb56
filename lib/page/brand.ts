import type { Metadata } from "next";
import { cache } from "react";
import type { BrandingSettings } from "@/lib/contract/branding.ts";
import { findPublicBrand, findPublicBrandOfLink } from "@/lib/domain/branding/find.ts";
import { NO_SETTINGS } from "@/lib/domain/branding/revisions.ts";
import { parseId } from "@/lib/ids.ts";

/** The look of the portal at this address, whether anybody is signed in or not. @param applicationId `app_…` */
export const brandOfPortal = cache(async (applicationId: string): Promise<BrandingSettings> => {
  const uuid = parseId("application", applicationId);
  return uuid ? findPublicBrand(uuid) : NO_SETTINGS;
});

/** The look of the portal that a link leads to. @param linkId `plink_…` of its address */
export const brandOfLink = cache(async (linkId: string | undefined): Promise<BrandingSettings> => {
  const uuid = parseId("portalLink", linkId ?? "");
  return uuid ? findPublicBrandOfLink(uuid) : NO_SETTINGS;
});

/** What a browser's tab shows. */
export function brandMetadata({ displayName, favicon }: BrandingSettings): Metadata {
  return {
    ...(displayName ? { title: { default: displayName, template: `%s – ${displayName}` } } : {}),
    ...(favicon ? { icons: { icon: [{ url: `/brand/${favicon}` }] } } : {}),
  };
}
