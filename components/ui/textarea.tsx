"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { useFieldControl } from "@/components/ui/field.tsx";
import { CONTROL_CLASS } from "@/components/ui/input.tsx";

type TextareaProps = ComponentProps<"textarea"> & { machine?: boolean };

export function Textarea({ machine, className, ...props }: TextareaProps) {
  const control = useFieldControl();
  const exact = machine ? { spellCheck: false, autoCapitalize: "off", translate: "no" as const, dir: "ltr" } : {};
  return (
    <textarea
      rows={4}
      {...control}
      {...exact}
      {...props}
      className={clsx(CONTROL_CLASS, "py-1.5", machine && "text-mono", className)}
    />
  );
}
