"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { BackLink } from "@/components/branding/back-link.tsx";
import type { HelpLink } from "@/components/shell/help-menu.tsx";
import { HelpMenu } from "@/components/shell/help-menu.tsx";
import type { NavItem } from "@/components/shell/nav-links.tsx";
import { NavLinks } from "@/components/shell/nav-links.tsx";
import { SkipLink } from "@/components/shell/skip-link.tsx";
import { ThemeSwitch } from "@/components/shell/theme-switch.tsx";

type PortalShellProps = {
  application: { id: string; name: string };
  items: NavItem[];
  /** The current item's href; found from the address when it is not given. */
  active?: string;
  /** The operator's own logo, or ours. */
  logo: ReactNode;
  helpLinks?: HelpLink[];
  debugInfo?: Record<string, string>;
  /** How far a running replay is; nothing while none runs. */
  meter?: ReactNode;
  /** The sign-out form. */
  signOut?: ReactNode;
  /** Above everything on the page: an ending session, a lost connection. */
  banner?: ReactNode;
  /** For an operator's own page that shows one view in a frame. */
  bare?: boolean;
  children: ReactNode;
};

export function PortalShell({
  application,
  items,
  active,
  logo,
  helpLinks = [],
  debugInfo,
  meter,
  signOut,
  banner,
  bare,
  children,
}: PortalShellProps) {
  const t = useTranslations("shell");
  const home = items[0]?.href ?? "/portal";
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {bare ? null : (
        <header data-shell="nav" className="sticky top-0 z-20 border-line border-b bg-surface">
          <div className="flex h-header items-center gap-3 px-4 md:px-6">
            <Link href={home} className="flex min-w-0 items-center gap-2.5 rounded-control text-ink no-underline">
              {logo}
              <span className="truncate text-dense font-firm">{application.name}</span>
              <span className="hidden text-dense text-ink-3 sm:inline">{t("product")}</span>
            </Link>
            <nav aria-label={t("nav.label")} className="ms-4 hidden min-w-0 gap-5 self-stretch overflow-x-auto md:flex">
              <NavLinks items={items} active={active} look="row" />
            </nav>
            <div className="ms-auto flex items-center gap-1">
              {meter}
              <BackLink />
              <HelpMenu links={helpLinks} debugInfo={{ application: application.id, ...debugInfo }} />
              <ThemeSwitch />
              {signOut}
            </div>
          </div>
        </header>
      )}
      <main
        id="main"
        tabIndex={-1}
        className="w-full grow px-4 pt-6 pb-16 outline-none focus-visible:shadow-none md:px-6 xl:pe-[calc(var(--sheet,0px)+24px)]"
      >
        {banner}
        {children}
      </main>
      {bare ? null : (
        <nav
          aria-label={t("nav.label")}
          data-shell="nav"
          className="sticky bottom-0 z-20 flex min-h-14 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          <NavLinks items={items} active={active} look="bar" />
        </nav>
      )}
    </div>
  );
}
