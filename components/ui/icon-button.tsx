"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "disabled"> & {
  /** The accessible name; also the browser's own hint on hover. */
  label: string;
};

/** 28 px square, 44 px under a finger. The icon is the child, 16 px. */
export function IconButton({ label, className, children, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...props}
      aria-label={label}
      className={clsx(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors duration-(--dur-1) hover:bg-hover hover:text-ink active:bg-active coarse:size-11",
        className,
      )}
    >
      {children}
    </button>
  );
}
