import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo.tsx";

/** The pages before the console: one task, no navigation. */
export function EntryPage({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-96 flex-col justify-center px-6 py-16">
      <Logo className="mb-6 size-8 text-accent" />
      <h1 className="text-page text-balance">{title}</h1>
      {intro ? <div className="mt-2 text-body text-ink-2">{intro}</div> : null}
      <div className="mt-6">{children}</div>
    </main>
  );
}
