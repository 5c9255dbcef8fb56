"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { useFieldControl } from "@/components/ui/field.tsx";

export const CONTROL_CLASS =
  "w-full min-w-0 rounded-control border border-line-strong bg-surface px-2.5 text-dense text-ink placeholder:text-ink-3 hover:border-ink-3 aria-invalid:border-fail-mark aria-invalid:border-2 [&[readonly]]:bg-sunken disabled:bg-sunken disabled:text-ink-3";

type InputProps = ComponentProps<"input"> & {
  /** For ids, URLs, header names: set in mono, never translated or corrected. */
  machine?: boolean;
};

export function Input({ machine, className, ...props }: InputProps) {
  const control = useFieldControl();
  const exact = machine
    ? { spellCheck: false, autoCapitalize: "off", autoCorrect: "off", translate: "no" as const, dir: "ltr" }
    : {};
  return (
    <input
      {...control}
      {...exact}
      {...props}
      className={clsx(CONTROL_CLASS, "h-8 coarse:h-11", machine && "text-mono", className)}
    />
  );
}
