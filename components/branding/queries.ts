import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import type { BrandAssetIn, BrandingIn } from "@/lib/contract/branding.ts";

/** Whose look is edited: `app_…`, or null for every application. */
export type BrandingOf = string | null;

const key = (of: BrandingOf) => ["console", "branding", of ?? "all"] as const;

export function brandingQuery(of: BrandingOf) {
  return queryOptions({
    queryKey: [...key(of), "published"],
    queryFn: ({ signal }) =>
      of === null
        ? callAsStaff("GET /branding", {}, signal)
        : callAsStaff("GET /app/{app_id}/branding", { params: { app_id: of } }, signal),
  });
}

export function revisionsQuery(of: BrandingOf) {
  const query = { limit: 20 };
  return queryOptions({
    queryKey: [...key(of), "revisions"],
    queryFn: async ({ signal }) => {
      const page =
        of === null
          ? await callAsStaff("GET /branding/revision", { query }, signal)
          : await callAsStaff("GET /app/{app_id}/branding/revision", { params: { app_id: of }, query }, signal);
      return page.data;
    },
  });
}

export function brandColorsQuery(color: string) {
  return queryOptions({
    queryKey: ["console", "brand-colors", color],
    queryFn: ({ signal }) => callAsStaff("GET /brand-colors", { query: { color } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function publishBranding(of: BrandingOf, body: BrandingIn) {
  return of === null
    ? callAsStaff("PUT /branding", { body })
    : callAsStaff("PUT /app/{app_id}/branding", { params: { app_id: of }, body });
}

export async function takeBrandingBack(of: BrandingOf): Promise<void> {
  if (of === null) await callAsStaff("DELETE /branding", {});
  else await callAsStaff("DELETE /app/{app_id}/branding", { params: { app_id: of } });
}

/** @returns the hash by which a look names it */
export async function uploadPicture(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const mediaType = file.type as BrandAssetIn["mediaType"];
  const { hash } = await callAsStaff("POST /brand-asset", { body: { mediaType, data: btoa(binary) } });
  return hash;
}
