import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

/** How a page opens: one plain sentence with its numbers, in place of cards and badges. At most one `SentenceLink`. */
export function StatusSentence({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <p className={clsx("max-w-measure text-sentence text-pretty text-ink md:text-balance", className)} data-num>
      {children}
    </p>
  );
}

/** A number, or the words that matter, within the sentence. */
export function Figure({ children }: { children: ReactNode }) {
  return <strong className="font-strong">{children}</strong>;
}

/** The way to the problem. */
export function SentenceLink({ children, className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      className={clsx(
        "rounded-mark font-strong underline decoration-2 decoration-accent underline-offset-4 hover:decoration-ink",
        className,
      )}
    >
      {children}
    </Link>
  );
}
