"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslations } from "use-intl";

export const SHEET_WIDTH = { min: 420, initial: 560, max: 880 } as const;
const STORAGE_KEY = "posthorn-sheet-width";
const STEP = 20;

function clampSheetWidth(width: number): number {
  return Math.round(Math.min(SHEET_WIDTH.max, Math.max(SHEET_WIDTH.min, width)));
}

export function storedSheetWidth(): number {
  try {
    const stored = Number(window.localStorage.getItem(STORAGE_KEY));
    return stored ? clampSheetWidth(stored) : SHEET_WIDTH.initial;
  } catch {
    // A frame may be denied storage; the width is then kept for as long as the page lives.
    return SHEET_WIDTH.initial;
  }
}

function store(width: number) {
  try {
    window.localStorage.setItem(STORAGE_KEY, String(width));
  } catch {
    return;
  }
}

/** The sheet's edge: drag it, or focus it and use the arrow keys. */
export function SheetResizer({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const t = useTranslations("ui");
  function resize(next: number) {
    const clamped = clampSheetWidth(next);
    onResize(clamped);
    store(clamped);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.shiftKey ? STEP * 4 : STEP;
    const next = { ArrowLeft: width + step, ArrowRight: width - step, Home: SHEET_WIDTH.min, End: SHEET_WIDTH.max }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    resize(next);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(window.innerWidth - event.clientX);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget, which hr is not.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("resizePanel")}
      aria-valuemin={SHEET_WIDTH.min}
      aria-valuemax={SHEET_WIDTH.max}
      aria-valuenow={width}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => resize(SHEET_WIDTH.initial)}
      className="focus-inset absolute inset-y-0 -start-1 z-10 hidden w-2 cursor-col-resize touch-none transition-colors duration-(--dur-2) hover:bg-accent-line md:block"
    />
  );
}
