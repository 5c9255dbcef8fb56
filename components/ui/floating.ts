"use client";

import type { RefObject } from "react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

export type Placement = { side: "above" | "below"; align: "start" | "center" | "end" };

const GAP = 6;
const EDGE = 8;

function place(anchor: HTMLElement, panel: HTMLElement, { side, align }: Placement) {
  const a = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const start = align === "start" ? a.left : align === "end" ? a.right - width : a.left + (a.width - width) / 2;
  const left = Math.max(EDGE, Math.min(start, window.innerWidth - width - EDGE));

  const below = a.bottom + GAP;
  const above = a.top - GAP - height;
  const fitsBelow = below + height <= window.innerHeight - EDGE;
  const fitsAbove = above >= EDGE;
  const top = side === "below" ? (fitsBelow || !fitsAbove ? below : above) : fitsAbove || !fitsBelow ? above : below;

  panel.style.left = `${Math.round(left)}px`;
  panel.style.top = `${Math.round(top)}px`;
}

/**
 * Keeps an open panel at its anchor. The panel is a `popover="manual"` beside the anchor in the document and not in a portal:
 * it lies in the top layer, also above a modal dialog, and Tab reaches it next.
 */
export function useFloating(
  open: boolean,
  anchorRef: RefObject<HTMLElement | null>,
  panelRef: RefObject<HTMLElement | null>,
  placement: Placement,
) {
  const { side, align } = placement;
  useLayoutEffect(() => {
    const anchor = anchorRef.current;
    const panel = panelRef.current;
    if (!open || !anchor || !panel) return;
    // Browsers without the popover API get a fixed panel in its place.
    panel.showPopover?.();
    const update = () => place(anchor, panel, { side, align });
    update();
    window.addEventListener("scroll", update, { capture: true, passive: true });
    window.addEventListener("resize", update);
    return () => {
      window.removeEventListener("scroll", update, { capture: true });
      window.removeEventListener("resize", update);
    };
  }, [open, anchorRef, panelRef, side, align]);
}

/**
 * Closes on Escape (before any dialog around it hears of it), on a press outside all elements, and when the focus leaves them:
 * what has the focus then may lie beneath.
 */
export function useDismiss(
  open: boolean,
  elements: RefObject<HTMLElement | null>[],
  onDismiss: (by: "escape" | "outside") => void,
) {
  useEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      onDismiss("escape");
    };
    const onElsewhere = (event: Event) => {
      const target = event.target as Node;
      if (!elements.some((element) => element.current?.contains(target))) onDismiss("outside");
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    document.addEventListener("pointerdown", onElsewhere, { capture: true });
    document.addEventListener("focusin", onElsewhere, { capture: true });
    return () => {
      document.removeEventListener("keydown", onKeyDown, { capture: true });
      document.removeEventListener("pointerdown", onElsewhere, { capture: true });
      document.removeEventListener("focusin", onElsewhere, { capture: true });
    };
  });
}

/** What a floating panel looks like, less its padding. `inset-auto` and `m-0` undo the browser's centring of popovers. */
export const PANEL_CLASS =
  "fixed z-40 inset-auto m-0 max-w-[calc(100vw-16px)] rounded-pop border-0 bg-surface text-ink shadow-pop animate-[pop-in_var(--dur-1)_var(--ease)]";

/**
 * A panel below its button, which gets the focus back when the panel is closed by Escape.
 * @param first what has the focus once it is open; always the same function
 */
export function usePanel(align: Placement["align"] = "end", first?: (panel: HTMLElement) => HTMLElement | null) {
  const [open, setOpen] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  useFloating(open, buttonRef, panelRef, { side: "below", align });
  useDismiss(open, [buttonRef, panelRef], (by) => close(by === "escape"));

  useEffect(() => {
    if (open && panelRef.current) first?.(panelRef.current)?.focus();
  }, [open, first]);

  function close(refocus: boolean) {
    setOpen(false);
    if (refocus) buttonRef.current?.focus();
  }
  return { open, setOpen, close, buttonRef, panelRef };
}
