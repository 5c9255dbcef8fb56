"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { createContext, useContext, useId, useMemo } from "react";
import { useTranslations } from "use-intl";
import { StateGlyph } from "@/components/ui/glyph.tsx";

export type FieldControl = {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

const FieldContext = createContext<FieldControl>({});

/** The wiring that a control inside a `Field` spreads onto its element. */
export function useFieldControl(): FieldControl {
  return useContext(FieldContext);
}

type FieldProps = {
  label: string;
  /** Said before anything went wrong: format, unit, consequence. */
  hint?: ReactNode;
  /** What is wrong and how to put it right, in one sentence. */
  error?: string | null;
  optional?: boolean;
  /** `hanging` puts the label in the 160 px column where there is room. */
  layout?: "stacked" | "hanging";
  className?: string;
  children: ReactNode;
};

export function Field({ label, hint, error, optional, layout = "stacked", className, children }: FieldProps) {
  const t = useTranslations("ui");
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const hasHint = hint !== undefined && hint !== null;
  const control = useMemo<FieldControl>(() => {
    const described = [error ? errorId : "", hasHint ? hintId : ""].filter(Boolean).join(" ");
    return { id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined };
  }, [id, error, errorId, hasHint, hintId]);

  return (
    <div
      className={clsx(
        "grid grid-cols-[minmax(0,1fr)] content-start gap-1.5",
        layout === "hanging" && "md:grid-cols-[160px_minmax(0,1fr)] md:gap-x-4 md:[&>label]:pt-1.5",
        className,
      )}
    >
      <label htmlFor={id} className="text-dense font-firm text-ink">
        {label}
        {optional ? <span className="ms-1 font-plain text-ink-3">{t("optional")}</span> : null}
      </label>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <FieldContext value={control}>{children}</FieldContext>
        {error ? (
          <p id={errorId} className="flex items-start gap-1.5 text-dense text-fail-ink">
            <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
            <span>{error}</span>
          </p>
        ) : null}
        {hasHint ? (
          <div id={hintId} className="max-w-measure text-meta text-ink-3">
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  );
}
