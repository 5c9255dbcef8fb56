"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
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
  return (
    <div role="alert" className={clsx("border-fail-mark border-s-[3px] bg-fail-soft py-3 ps-3.5 pe-4", className)}>
      <p className="font-strong text-body text-fail-ink">{title}</p>
      {children ? <div className="max-w-measure text-body text-ink-2">{children}</div> : null}
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry ? (
          <Button size="small" onClick={onRetry} pending={retrying}>
            Try again
          </Button>
        ) : null}
        {requestId ? (
          <span className="inline-flex items-center gap-1 text-meta text-ink-2">
            Request <span className="text-mono">{requestId}</span>
            <CopyButton value={requestId} label="Copy request id" />
          </span>
        ) : null}
      </div>
    </div>
  );
}
