"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** A control that is saved when it changes, and says so beside itself. */
export function Setting({ saved, children }: { saved: boolean; children: ReactNode }) {
  const t = useTranslations("settings");
  return (
    <div className="flex items-end gap-3">
      <div className="min-w-0 grow">{children}</div>
      <span
        aria-hidden="true"
        className={clsx(
          "inline-flex h-8 items-center gap-1 text-dense text-ok-ink transition-opacity duration-(--dur-2)",
          !saved && "opacity-0",
        )}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4">
          <path d="m3.5 8.4 3 3 6-6.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
        {t("saved")}
      </span>
    </div>
  );
}
