import Link from "next/link";
import type { ReactNode } from "react";
import type { DocsGroup } from "@/components/docs/docs-nav.tsx";
import { DocsNav } from "@/components/docs/docs-nav.tsx";
import { Logo } from "@/components/shell/logo.tsx";
import { SkipLink } from "@/components/shell/skip-link.tsx";
import { ThemeSwitch } from "@/components/shell/theme-switch.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

type DocsShellProps = { guides: DocsGroup[]; operations: DocsGroup[]; children: ReactNode };

/** The frame of guides and API reference. On a phone the list of pages folds away above the page. */
export function DocsShell({ guides, operations, children }: DocsShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-header items-center gap-3 border-line border-b bg-surface px-4 md:px-6">
        <Link href="/docs" className="flex items-center gap-2.5 rounded-control text-ink no-underline">
          <Logo className="text-accent" />
          <span className="text-dense font-firm">Posthorn</span>
          <span className="text-dense text-ink-3">Documentation</span>
        </Link>
        <div className="ms-auto flex items-center gap-3">
          <TextLink href="/openapi.json" prefetch={false} className="text-dense max-sm:hidden">
            OpenAPI document
          </TextLink>
          <ThemeSwitch />
        </div>
      </header>
      <div className="flex grow max-md:flex-col">
        <details className="border-line border-b px-4 py-2 md:hidden">
          <summary className="cursor-pointer py-2 text-dense text-ink-2">All pages</summary>
          <DocsNav guides={guides} operations={operations} />
        </details>
        <aside className="sticky top-header hidden h-[calc(100dvh-var(--header))] w-72 shrink-0 overflow-y-auto border-line border-e px-4 py-4 md:block">
          <DocsNav guides={guides} operations={operations} />
        </aside>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 grow px-4 pt-6 pb-16 outline-none focus-visible:shadow-none md:px-8"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
