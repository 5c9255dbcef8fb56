import type { Metadata } from "next";
import { cache } from "react";
import type { BrandingSettings } from "@/lib/contract/branding.ts";
import { findPublicBrand, findPublicBrandOfLink, findPublicBrandOfOrganization } from "@/lib/domain/branding/find.ts";
import { DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { parseId } from "@/lib/ids.ts";

/** The look of all portals together, for pages that belong to none of them. */
export const brandOfInstallation = cache(() => findPublicBrandOfOrganization(DEFAULT_ORGANIZATION));

/** The look of the portal at this address, whether anybody is signed in or not. @param applicationId `app_…` */
export const brandOfPortal = cache(async (applicationId: string): Promise<BrandingSettings> => {
  const uuid = parseId("application", applicationId);
  return (uuid ? await findPublicBrand(uuid) : null) ?? brandOfInstallation();
});

/** The look of the portal that a link leads to. @param linkId `plink_…` of its address */
export const brandOfLink = cache(async (linkId: string | undefined): Promise<BrandingSettings> => {
  const uuid = parseId("portalLink", linkId ?? "");
  return (uuid ? await findPublicBrandOfLink(uuid) : null) ?? brandOfInstallation();
});

/** What a browser's tab shows. */
export function brandMetadata({ displayName, favicon }: BrandingSettings): Metadata {
  return {
    ...(displayName ? { title: { default: displayName, template: `%s – ${displayName}` } } : {}),
    ...(favicon ? { icons: { icon: [{ url: `/brand/${favicon}` }] } } : {}),
  };
}
