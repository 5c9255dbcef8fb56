import Link from "next/link";
import type { ReactNode } from "react";
import type { Crumb } from "@/components/shell/breadcrumb.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { ConsoleRail } from "@/components/shell/console-rail.tsx";
import type { HelpLink } from "@/components/shell/help-menu.tsx";
import { HelpMenu } from "@/components/shell/help-menu.tsx";
import { Logo } from "@/components/shell/logo.tsx";
import { MoreMenu } from "@/components/shell/more-menu.tsx";
import type { NavGroup } from "@/components/shell/nav-links.tsx";
import { NavLinks } from "@/components/shell/nav-links.tsx";
import { ShellKeys } from "@/components/shell/shell-keys.tsx";
import { SkipLink } from "@/components/shell/skip-link.tsx";
import { ThemeSwitch } from "@/components/shell/theme-switch.tsx";

type ConsoleShellProps = {
  groups: NavGroup[];
  /** The current item's href; found from the address when it is not given. */
  active?: string;
  /** From the rail cookie. */
  railFolded?: boolean;
  crumbs?: Crumb[];
  /** The search field or the palette's button. */
  search?: ReactNode;
  helpLinks?: HelpLink[];
  debugInfo?: Record<string, string>;
  /** Who is signed in, and the way out. */
  staffMenu?: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
};

export function ConsoleShell(props: ConsoleShellProps) {
  const {
    groups,
    active,
    railFolded = false,
    crumbs = [],
    search,
    helpLinks = [],
    debugInfo = {},
    staffMenu,
    banner,
    children,
  } = props;
  // On a phone the first group is the bar, and a menu has the others.
  const [first, ...others] = groups;
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <ShellKeys />
      <header className="sticky top-0 z-20 flex h-header items-center gap-3 border-line border-b bg-surface px-3 md:pe-6">
        <Link
          href="/console"
          aria-label="Posthorn console"
          className="flex size-7 shrink-0 items-center justify-center rounded-control text-accent"
        >
          <Logo />
        </Link>
        {crumbs.length > 0 ? (
          <Breadcrumb crumbs={crumbs} narrow />
        ) : (
          <span className="min-w-0 truncate text-dense font-firm">Posthorn</span>
        )}
        <div className="ms-auto flex items-center gap-1 md:min-w-0">
          {search}
          <div className="flex shrink-0 items-center gap-1">
            <HelpMenu links={helpLinks} debugInfo={debugInfo} />
            <ThemeSwitch />
            {staffMenu}
            <span className="md:hidden">
              <MoreMenu items={others.flatMap(({ items }) => items)} look="dots" />
            </span>
          </div>
        </div>
      </header>
      <div className="flex grow">
        <ConsoleRail groups={groups} active={active} folded={railFolded} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 grow px-4 pt-6 pb-16 outline-none [--page-margin:0] focus-visible:shadow-none md:px-6 xl:pe-[calc(var(--sheet,0px)+24px)]"
        >
          {banner}
          {children}
        </main>
      </div>
      <nav
        aria-label="Console"
        className="sticky bottom-0 z-20 flex min-h-14 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <NavLinks items={first?.items ?? []} active={active} look="bar" />
      </nav>
    </div>
  );
}
