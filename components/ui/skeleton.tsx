"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";

/** Quiet bars in the shape of what comes, only if it takes longer than 200 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("block h-3 animate-appear rounded-control bg-active", className)} />;
}

/** Rows of a ledger that are on their way. */
export function SkeletonRows({ rows = 3, label }: { rows?: number; label?: string }) {
  const t = useTranslations("ui");
  return (
    <div role="status" aria-label={label ?? t("loading")} data-loading className="animate-appear">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <div key={index} className="flex h-row items-center gap-6 border-line border-t">
          <span className="size-4 rounded-full bg-active" />
          <span className="h-3 w-28 rounded-control bg-active" />
          <span className="h-3 min-w-0 grow rounded-control bg-active" />
          <span className="h-3 w-16 rounded-control bg-active" />
        </div>
      ))}
    </div>
  );
}
