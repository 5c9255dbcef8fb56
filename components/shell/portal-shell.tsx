"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { BackLink } from "@/components/branding/back-link.tsx";
import { PaletteButton } from "@/components/palette/palette-button.tsx";
import type { HelpLink } from "@/components/shell/help-menu.tsx";
import { HelpMenu } from "@/components/shell/help-menu.tsx";
import type { MoreItem } from "@/components/shell/more-menu.tsx";
import { MoreMenu } from "@/components/shell/more-menu.tsx";
import type { NavItem } from "@/components/shell/nav-links.tsx";
import { NavLinks } from "@/components/shell/nav-links.tsx";
import { PortalKeys } from "@/components/shell/portal-keys.tsx";
import { ShellKeys } from "@/components/shell/shell-keys.tsx";
import { SkipLink } from "@/components/shell/skip-link.tsx";
import { ThemeSwitch } from "@/components/shell/theme-switch.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

type PortalShellProps = {
  application: { id: string; name: string };
  items: NavItem[];
  /** Under "More". A picture of a portal has none, and neither palette nor keys. */
  more?: MoreItem[];
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

export function PortalShell(props: PortalShellProps) {
  const { application, items, more, active, logo, helpLinks = [], debugInfo, meter, signOut, banner, bare } = props;
  const t = useTranslations("shell");
  const home = items[0]?.href ?? "/portal";
  const destinations = more ? [...items, ...more] : [];
  useGoKeys(destinations);
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {more ? (
        <>
          <ShellKeys />
          <PortalKeys />
        </>
      ) : null}
      {bare ? null : (
        <div data-shell="nav" className="contents">
          <header className="sticky top-0 z-20 flex h-header items-center gap-3 border-line border-b bg-surface px-4 md:px-6">
            <Link href={home} className="flex min-w-0 items-center gap-2.5 rounded-control text-ink no-underline">
              {logo}
              <span className="truncate text-dense font-firm">{application.name}</span>
              <span className="hidden text-dense text-ink-3 sm:inline">{t("product")}</span>
            </Link>
            <div className="ms-auto flex shrink-0 items-center gap-1">
              {meter}
              <BackLink />
              {more ? <PaletteButton destinations={destinations} /> : null}
              <HelpMenu links={helpLinks} debugInfo={{ application: application.id, ...debugInfo }} />
              <ThemeSwitch />
              {signOut}
              <span className="md:hidden">{more ? <MoreMenu items={more} look="dots" /> : null}</span>
            </div>
          </header>
          <nav
            aria-label={t("nav.label")}
            className="hidden items-center gap-5 border-line border-b bg-surface px-6 md:flex"
          >
            <div className="flex min-w-0 gap-5 overflow-x-auto">
              <NavLinks items={items} active={active} look="row" />
            </div>
            {more ? <MoreMenu items={more} look="row" /> : null}
          </nav>
        </div>
      )}
      <main
        id="main"
        tabIndex={-1}
        className="w-full grow px-4 pt-6 pb-16 outline-none focus-visible:shadow-none md:px-6 xl:pe-[calc(var(--sheet,0px)+24px)]"
      >
        {banner}
        {props.children}
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

/** G and a letter, from everywhere. */
function useGoKeys(destinations: { href: string; label: string; shortcut?: string }[]) {
  const router = useRouter();
  useShortcuts(
    Object.fromEntries(
      destinations.flatMap(({ href, label, shortcut }) =>
        shortcut ? [[shortcut, { run: () => router.push(href), does: label, group: "go" as const }]] : [],
      ),
    ),
  );
}
