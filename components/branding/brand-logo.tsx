"use client";

import { clsx } from "clsx";
import { useBrand } from "@/components/branding/brand.tsx";
import { Logo } from "@/components/shell/logo.tsx";

type BrandLogoProps = {
  /** `bar` of the header, `page` of a page that says one thing. */
  size: "bar" | "page";
  className?: string;
};

const HEIGHT = { bar: "h-6 max-w-32", page: "h-8 max-w-48" };

/** The operator's logo, or their name; ours where nothing is published. */
export function BrandLogo({ size, className }: BrandLogoProps) {
  const brand = useBrand();
  const { logoLight, logoDark = null, displayName = null } = brand ?? {};
  if (!logoLight) {
    if (displayName === null) return <Logo className={clsx(size === "page" && "size-8", "text-accent", className)} />;
    return (
      <span
        className={clsx("block truncate font-strong text-ink", size === "page" ? "text-lead" : "text-dense", className)}
      >
        {displayName}
      </span>
    );
  }
  const picture = clsx("w-auto object-contain object-left rtl:object-right", HEIGHT[size], className);
  const alt = displayName ?? "";
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: served as it was uploaded, and may be an SVG. */}
      <img src={`/brand/${logoLight}`} alt={alt} className={clsx(picture, logoDark && "dark:hidden")} />
      {logoDark ? (
        // biome-ignore lint/performance/noImgElement: as above.
        <img src={`/brand/${logoDark}`} alt={alt} className={clsx(picture, "hidden dark:block")} />
      ) : null}
    </>
  );
}
