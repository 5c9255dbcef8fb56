import type { ReactNode } from "react";
import { BrandLogo } from "@/components/branding/brand-logo.tsx";

type MessagePageProps = {
  title: string;
  children: ReactNode;
  /** The one action that works. */
  action?: ReactNode;
};

/** A page of one message, for when there is no shell to put it in: not found, session ended, link used. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-[560px] flex-col justify-center px-6 py-16">
      <BrandLogo size="page" className="mb-6" />
      <h1 className="text-page text-balance">{title}</h1>
      <div className="mt-2 text-body text-ink-2">{children}</div>
      {action ? <div className="mt-6 empty:hidden flex flex-wrap items-center gap-3">{action}</div> : null}
    </main>
  );
}
