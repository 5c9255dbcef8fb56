"use client";

import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useEffect, useId, useRef } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  /** A line under the label. */
  description?: ReactNode;
  /** Some of a group: drawn as a bar, read as "mixed". */
  indeterminate?: boolean;
  /** The label is for screen readers only, as in a table's first column. */
  bare?: boolean;
};

export function Checkbox({ label, description, indeterminate = false, bare, className, ...props }: CheckboxProps) {
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);

  return (
    <label
      className={clsx(
        "inline-flex min-h-6 items-start gap-2 coarse:py-2.5",
        bare && "min-w-6 justify-center",
        className,
      )}
    >
      <span className="relative mt-[3px] flex size-4 shrink-0 items-center justify-center">
        <input
          ref={ref}
          type="checkbox"
          aria-describedby={description ? id : undefined}
          {...props}
          className="peer size-4 appearance-none rounded-[3px] border border-line-strong bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:bg-sunken forced-colors:appearance-auto"
        />
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="pointer-events-none absolute hidden size-4 text-on-accent peer-indeterminate:hidden not-forced-colors:peer-checked:block"
        >
          <path d="m4 8.3 2.7 2.7L12 5.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
        </svg>
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="pointer-events-none absolute hidden size-4 text-on-accent not-forced-colors:peer-indeterminate:block"
        >
          <path d="M4 8h8" stroke="currentColor" strokeWidth="1.8" />
        </svg>
      </span>
      <span className={bare ? "sr-only" : "min-w-0 py-px text-dense"}>
        {label}
        {description ? (
          <span id={id} className="block text-meta text-ink-3">
            {description}
          </span>
        ) : null}
      </span>
    </label>
  );
}
