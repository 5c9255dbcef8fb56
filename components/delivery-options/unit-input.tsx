"use client";

import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Input } from "@/components/ui/input.tsx";

type UnitInputProps = Omit<ComponentProps<typeof Input>, "onChange" | "value"> & {
  value: string;
  onChange: (value: string) => void;
  /** What is counted, after the field. */
  unit?: ReactNode;
};

/** A short number with its unit beside it. */
export function UnitInput({ value, onChange, unit, className, ...props }: UnitInputProps) {
  return (
    <span className="flex items-center gap-2">
      <Input
        inputMode="numeric"
        autoComplete="off"
        {...props}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={clsx("max-w-24", className)}
      />
      {unit ? <span className="text-dense text-ink-2">{unit}</span> : null}
    </span>
  );
}
