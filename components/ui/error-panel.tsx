"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";

type ErrorPanelProps = {
  /** What could not be done: "We could not load the deliveries." */
  title: string;
  /** Whose side it is on and what to do next. */
  children?: ReactNode;
  onRetry?: () => void;
  retrying?: boolean;
  /** What support needs to find it in the log. */
  requestId?: string | null;
  className?: string;
};

/** One panel fails alone; the rest of the page goes on. */
export function ErrorPanel({ title, children, onRetry, retrying, requestId, className }: ErrorPanelProps) {
  const t = useTranslations("ui");
  return (
    <div role="alert" className={clsx("border-fail-mark border-s-[3px] bg-fail-soft py-3 ps-3.5 pe-4", className)}>
      <p className="font-strong text-body text-fail-ink">{title}</p>
      {children ? <div className="max-w-measure text-body text-ink-2">{children}</div> : null}
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry ? (
          <Button size="small" onClick={onRetry} pending={retrying}>
            {t("tryAgain")}
          </Button>
        ) : null}
        {requestId ? (
          <span className="inline-flex items-center gap-1 text-meta text-ink-2">
            {t.rich("request", { id: () => <RequestId key="id" id={requestId} /> })}
            <CopyButton value={requestId} label={t("copyRequestId")} />
          </span>
        ) : null}
      </div>
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  return (
    <span dir="ltr" translate="no" className="text-mono">
      {id}
    </span>
  );
}
