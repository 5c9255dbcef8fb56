"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { useFieldControl } from "@/components/ui/field.tsx";
import { CONTROL_CLASS } from "@/components/ui/input.tsx";

type SelectOption = { value: string; label: string };

type SelectProps = ComponentProps<"select"> & { options: SelectOption[] };

/** The platform's own list: it works with every keyboard, finger and screen reader, and weighs nothing. */
export function Select({ options, className, ...props }: SelectProps) {
  const control = useFieldControl();
  return (
    <span className={clsx("relative inline-flex w-full items-center", className)}>
      <select {...control} {...props} className={clsx(CONTROL_CLASS, "h-8 appearance-none pe-8 coarse:h-11")}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={16}
        strokeWidth={1.5}
        className="pointer-events-none absolute end-2.5 text-ink-3"
      />
    </span>
  );
}
