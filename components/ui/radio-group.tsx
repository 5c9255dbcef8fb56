"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useId } from "react";

type RadioOption = {
  value: string;
  label: ReactNode;
  description?: ReactNode;
  /** Cannot be chosen now; the description says why. */
  disabled?: boolean;
};

type RadioGroupProps = {
  legend: string;
  /** The legend is for screen readers only. */
  legendHidden?: boolean;
  name: string;
  options: RadioOption[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  /** Side by side where there is room. */
  inline?: boolean;
  className?: string;
};

export function RadioGroup(props: RadioGroupProps) {
  const id = useId();
  const { legend, legendHidden, name, options, value, defaultValue, onChange, inline, className } = props;
  return (
    <fieldset className={className}>
      <legend className={legendHidden ? "sr-only" : "mb-1.5 text-dense font-firm"}>{legend}</legend>
      <div className={clsx("flex gap-x-6 gap-y-1.5", inline ? "flex-wrap" : "flex-col")}>
        {options.map((option) => (
          <label key={option.value} className="inline-flex min-h-6 items-start gap-2 coarse:py-2.5">
            <span className="relative mt-[3px] flex size-4 shrink-0">
              <input
                type="radio"
                name={name}
                value={option.value}
                disabled={option.disabled}
                {...(value === undefined
                  ? { defaultChecked: option.value === defaultValue }
                  : { checked: option.value === value })}
                onChange={() => onChange?.(option.value)}
                aria-describedby={option.description ? `${id}-${option.value}` : undefined}
                className="size-4 appearance-none rounded-full border border-line-strong bg-surface checked:border-[5px] checked:border-accent disabled:opacity-50 forced-colors:appearance-auto"
              />
            </span>
            <span className="min-w-0 py-px text-dense">
              {option.label}
              {option.description ? (
                <span id={`${id}-${option.value}`} className="block text-meta text-ink-3">
                  {option.description}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
