import type { ReactNode } from "react";

/** What helps to understand, for those who ask. */
export function LearnMore({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="text-meta text-ink-3">
      <summary className="inline-flex min-h-6 items-center rounded-mark underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11">
        {summary}
      </summary>
      <div className="mt-1 max-w-measure text-dense text-ink-2">{children}</div>
    </details>
  );
}
