"use client";

import { useTranslations } from "use-intl";
import { useBrand } from "@/components/branding/brand.tsx";
import { buttonClass } from "@/components/ui/button-look.ts";

/** From the portal to the product around it; absent in its frame, which has its own ways. */
export function BackLink() {
  const t = useTranslations("branding");
  const { backUrl = null, backName = null, displayName = null } = useBrand() ?? {};
  if (!backUrl) return null;
  const name = backName ?? displayName;
  return (
    <a
      data-alone=""
      href={backUrl}
      className={buttonClass({ variant: "quiet", size: "small", className: "max-md:hidden" })}
    >
      {name ? t("back", { name }) : t("backUnnamed")}
    </a>
  );
}

/**
 * The way on for somebody without a session: the product makes a new one, and may lead back here. It is told the page,
 * as `next`, to hand it to the link that it makes.
 */
export function BackForSession({ inNewTab }: { inNewTab?: boolean }) {
  const t = useTranslations("branding");
  const { backUrl = null, backName = null, displayName = null } = useBrand() ?? {};
  if (!backUrl) return null;
  const name = backName ?? displayName;
  return (
    <a
      href={backUrl}
      target={inNewTab ? "_blank" : undefined}
      rel="noreferrer"
      className={buttonClass({ variant: "primary" })}
      onClick={(event) => {
        event.currentTarget.href = withNext(backUrl, window.location.pathname + window.location.search);
      }}
    >
      {name ? t("back", { name }) : t("backUnnamed")}
    </a>
  );
}

/** @param here path of this page; what is below the portal's root is what a link takes as `next` */
function withNext(backUrl: string, here: string): string {
  const next = /^\/portal\/app_[A-Za-z0-9]+(\/[^\s]+)$/.exec(here)?.[1];
  if (!next) return backUrl;
  const url = new URL(backUrl);
  url.searchParams.set("next", next);
  return url.href;
}
