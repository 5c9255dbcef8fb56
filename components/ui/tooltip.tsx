"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { PANEL_CLASS, useDismiss, useFloating } from "@/components/ui/floating.ts";

type TooltipProps = {
  text: ReactNode;
  /** One focusable element. Its name must stand without the tooltip. */
  children: ReactNode;
};

/** Hoverable, dismissible with Escape, and there as long as the pointer or the focus is. */
export function Tooltip({ text, children }: TooltipProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const ref = useRef<HTMLSpanElement>(null);
  const panelRef = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useFloating(open, ref, panelRef, { side: "above", align: "center" });
  useDismiss(open, [ref], () => setOpen(false));

  useEffect(() => {
    const target = ref.current?.querySelector("a,button,input,select,textarea,[tabindex]");
    if (!open || !target) return;
    const before = target.getAttribute("aria-describedby");
    target.setAttribute("aria-describedby", before ? `${before} ${id}` : id);
    return () => {
      if (before) target.setAttribute("aria-describedby", before);
      else target.removeAttribute("aria-describedby");
    };
  }, [open, id]);

  function soon(next: boolean) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), next ? 400 : 150);
  }

  return (
    <span
      ref={ref}
      role="none"
      className="inline-flex"
      onPointerEnter={(event) => event.pointerType === "mouse" && soon(true)}
      onPointerLeave={(event) => event.pointerType === "mouse" && soon(false)}
      onFocus={(event) => event.target.matches(":focus-visible") && setOpen(true)}
      onBlur={() => setOpen(false)}
    >
      {children}
      {open ? (
        <span
          ref={panelRef}
          popover="manual"
          role="tooltip"
          id={id}
          className={clsx(PANEL_CLASS, "max-w-80 px-2.5 py-1.5 text-meta")}
        >
          {text}
        </span>
      ) : null}
    </span>
  );
}
