"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Logo } from "@/components/shell/logo.tsx";
import { SkipLink } from "@/components/shell/skip-link.tsx";
import { ThemeSwitch } from "@/components/shell/theme-switch.tsx";

/** The frame of the public catalogue: nothing in it needs a sign-in. */
export function PublicShell({ children }: { children: ReactNode }) {
  const t = useTranslations("event-types");
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-header items-center gap-3 border-line border-b bg-surface px-4 md:px-6">
        <Link href="/catalogue" className="flex items-center gap-2.5 rounded-control text-ink no-underline">
          <Logo className="text-accent" />
          <span className="text-dense font-firm">{t("product")}</span>
          <span className="text-dense text-ink-3">{t("title")}</span>
        </Link>
        <div className="ms-auto">
          <ThemeSwitch />
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="w-full grow px-4 pt-6 pb-16 outline-none focus-visible:shadow-none md:px-6"
      >
        {children}
      </main>
    </div>
  );
}
