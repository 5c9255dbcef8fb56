"use client";

import type { ReactNode } from "react";
import { createContext, useContext } from "react";
import type { BrandingSettings } from "@/lib/contract/branding.ts";

/** What pages show of the operator's look; what colours and shapes they have is in their styles. */
export type Brand = Pick<
  BrandingSettings,
  "displayName" | "logoLight" | "logoDark" | "backUrl" | "backName" | "helpUrl" | "supportEmail"
>;

const BrandContext = createContext<Brand | null>(null);

export function BrandProvider({ brand, children }: { brand: Brand; children: ReactNode }) {
  return <BrandContext value={brand}>{children}</BrandContext>;
}

/** null outside of portals. */
export function useBrand(): Brand | null {
  return useContext(BrandContext);
}
