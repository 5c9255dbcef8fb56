"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useId } from "react";

type SwitchProps = {
  label: ReactNode;
  description?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  pending?: boolean;
  className?: string;
};

/** For what takes effect at once. What waits for a Save button is a checkbox. */
export function Switch({ label, description, checked, onChange, pending, className }: SwitchProps) {
  const id = useId();
  return (
    <label className={clsx("inline-flex min-h-6 items-start gap-2.5 coarse:py-2.5", className)}>
      <span className="relative mt-[3px] flex h-4 w-7 shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          aria-busy={pending || undefined}
          aria-describedby={description ? id : undefined}
          onChange={(event) => {
            if (!pending) onChange(event.target.checked);
          }}
          className="peer h-4 w-7 appearance-none rounded-full border border-line-strong bg-sunken transition-colors duration-(--dur-2) checked:border-accent checked:bg-accent forced-colors:appearance-auto"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute start-[3px] top-[3px] size-2.5 rounded-full bg-line-strong transition-transform duration-(--dur-2) ease-out peer-checked:translate-x-3 peer-checked:bg-on-accent rtl:peer-checked:-translate-x-3 forced-colors:hidden"
        />
      </span>
      <span className="min-w-0 py-px text-dense">
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
