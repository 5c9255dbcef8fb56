import { z } from "zod";
import { HexColor } from "./brand-colors.ts";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const BRAND_FONTS = [
  "instrument-sans",
  "geist",
  "inter",
  "ibm-plex-sans",
  "figtree",
  "onest",
  "system",
] as const;
export type BrandFont = (typeof BRAND_FONTS)[number];
export const DENSITIES = ["comfortable", "default", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** Of a logo or favicon, decoded. */
export const BRAND_ASSET_BYTES = 200_000;

const AssetHash = z.string().regex(/^[0-9a-f]{64}$/, "must be the hash of an uploaded picture");
const WebUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).max(2048);
const Name = z.string().trim().min(1).max(80);

export const BrandingIn = z.strictObject({
  displayName: Name.nullish().describe("Name of the product, in titles and beside the logo."),
  logoLight: AssetHash.nullish().describe("Hash of the logo on light pages, from `POST /brand-asset`."),
  logoDark: AssetHash.nullish().describe("Hash of the logo on dark pages; the light one when left out."),
  favicon: AssetHash.nullish().describe("Hash of the picture in the browser's tab."),
  color: HexColor.nullish().describe(
    "Brand colour, `#rrggbb`: buttons, links, focus and selection are derived from it.",
  ),
  radius: z.number().int().min(0).max(16).nullish().describe("Rounding of controls in pixels, 0 to 16."),
  font: z.enum(BRAND_FONTS).nullish().describe("Typeface, served by this installation; `system` is the reader's own."),
  density: z.enum(DENSITIES).nullish().describe("Height of rows where the reader has not chosen."),
  backUrl: WebUrl.nullish().describe("Page of the product that opens the portal: where a session that ended leads to."),
  backName: Name.nullish().describe('What that page is called: "Back to …".'),
  helpUrl: WebUrl.nullish().describe("Page of the product with help about its webhooks."),
  supportEmail: z.email().max(254).nullish().describe("Address that readers may write to."),
});
export type BrandingIn = z.infer<typeof BrandingIn>;

export const BrandingSettings = z.object({
  displayName: z.string().nullable().describe("Name of the product."),
  logoLight: z.string().nullable().describe("Hash of the logo on light pages: `/brand/<hash>`."),
  logoDark: z.string().nullable().describe("Hash of the logo on dark pages."),
  favicon: z.string().nullable().describe("Hash of the picture in the browser's tab."),
  color: z.string().nullable().describe("Brand colour."),
  radius: z.number().nullable().describe("Rounding of controls in pixels."),
  font: z.enum(BRAND_FONTS).nullable().describe("Typeface."),
  density: z.enum(DENSITIES).nullable().describe("Height of rows where the reader has not chosen."),
  backUrl: z.string().nullable().describe("Page of the product that opens the portal."),
  backName: z.string().nullable().describe("What that page is called."),
  helpUrl: z.string().nullable().describe("Page with help about webhooks."),
  supportEmail: z.string().nullable().describe("Address that readers may write to."),
});
export type BrandingSettings = z.infer<typeof BrandingSettings>;

export const BrandingOut = z.object({
  id: z.string().nullable().describe("`brand_…` of what is published; null when nothing is."),
  settings: BrandingSettings.describe("As published here; null where nothing is said."),
  effective: BrandingSettings.describe(
    "What a portal has: an application's own settings, and the organization's for the rest.",
  ),
  createdBy: z.string().nullable().describe("Who published it."),
  createdAt: Timestamp.nullable().describe("When it was published."),
});
export type BrandingOut = z.infer<typeof BrandingOut>;

export const BrandingRevisionOut = z.object({
  id: z.string().describe("`brand_…`"),
  settings: BrandingSettings.nullable().describe("What was published; null where the look was taken back."),
  createdBy: z.string().describe("Who published it."),
  createdAt: Timestamp,
});
export type BrandingRevisionOut = z.infer<typeof BrandingRevisionOut>;

export const BrandAssetIn = z.strictObject({
  mediaType: z.enum(["image/png", "image/svg+xml"]).describe("PNG or SVG."),
  data: z
    .base64()
    .min(1)
    .max(Math.ceil(BRAND_ASSET_BYTES / 3) * 4)
    .describe("The picture in base64, at most 200,000 bytes decoded."),
});
export type BrandAssetIn = z.infer<typeof BrandAssetIn>;
export const BrandAssetOut = z.object({
  hash: z.string().describe("SHA-256 of the picture in hexadecimal digits: its name in a branding."),
  url: z.url().describe("Where browsers load it."),
});
export type BrandAssetOut = z.infer<typeof BrandAssetOut>;

const shared = { tag: "Branding" } as const;
const organization = "/branding";
const application = "/app/{app_id}/branding";

export const getBranding = defineOperation({
  ...shared,
  id: "getBranding",
  summary: "The look of every portal of the organization",
  method: "GET",
  path: organization,
  responses: { 200: BrandingOut },
});
export const publishBranding = defineOperation({
  ...shared,
  id: "publishBranding",
  summary: "Publish a look for every portal of the organization",
  method: "PUT",
  path: organization,
  body: BrandingIn,
  responses: { 200: BrandingOut },
});
export const deleteBranding = defineOperation({
  ...shared,
  id: "deleteBranding",
  summary: "Take the look back: portals look as installed",
  method: "DELETE",
  path: organization,
  responses: { 204: null },
});
export const listBrandingRevisions = defineOperation({
  ...shared,
  id: "listBrandingRevisions",
  summary: "Every look that was published, newest first",
  method: "GET",
  path: `${organization}/revision`,
  query: ListQuery,
  responses: { 200: listOf(BrandingRevisionOut) },
});
export const getApplicationBranding = defineOperation({
  ...shared,
  id: "getApplicationBranding",
  summary: "The look of one application's portal",
  method: "GET",
  path: application,
  responses: { 200: BrandingOut },
});
export const publishApplicationBranding = defineOperation({
  ...shared,
  id: "publishApplicationBranding",
  summary: "Publish a look for one application; what it leaves out is the organization's",
  method: "PUT",
  path: application,
  body: BrandingIn,
  responses: { 200: BrandingOut },
});
export const deleteApplicationBranding = defineOperation({
  ...shared,
  id: "deleteApplicationBranding",
  summary: "Take an application's own look back: it has the organization's",
  method: "DELETE",
  path: application,
  responses: { 204: null },
});
export const listApplicationBrandingRevisions = defineOperation({
  ...shared,
  id: "listApplicationBrandingRevisions",
  summary: "Every look that was published for one application, newest first",
  method: "GET",
  path: `${application}/revision`,
  query: ListQuery,
  responses: { 200: listOf(BrandingRevisionOut) },
});
export const createBrandAsset = defineOperation({
  ...shared,
  id: "createBrandAsset",
  summary: "Upload a logo or favicon; the same picture again is the same asset",
  method: "POST",
  path: "/brand-asset",
  bodyLimitBytes: 300_000,
  body: BrandAssetIn,
  responses: { 201: BrandAssetOut },
});
