"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isAutoHeight } from "@/components/embedding/said.ts";
import { Announcer } from "@/components/ui/announcer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { SHEET_WIDTH, SheetResizer, storedSheetWidth } from "@/components/ui/sheet-resizer.tsx";
import { useMedia } from "@/components/ui/use-media.ts";

type SheetProps = {
  open: boolean;
  onClose: () => void;
  /** The heading, and with it the sheet's name. */
  title: ReactNode;
  /** Buttons and a menu, left of the close button. */
  actions?: ReactNode;
  /** False while J and K move through a list: the focus stays in the list. */
  focusOnOpen?: boolean;
  /** Changes with what is shown, so that the new content starts at its top. */
  contentKey?: string;
  children: ReactNode;
};

/** Beside the list from 1,280 px on (the list stays usable), a modal sheet below, the full page on a phone. */
export function Sheet({ open, ...props }: SheetProps) {
  return open ? <OpenSheet {...props} /> : null;
}

function OpenSheet(props: Omit<SheetProps, "open">) {
  const { onClose, title, actions, focusOnOpen = true, contentKey, children } = props;
  const t = useTranslations("ui");
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const bodyRef = useRef<HTMLElement>(null);
  const beside = useMedia("(min-width: 80rem)") && !isAutoHeight();
  const [width, setWidth] = useState<number>(SHEET_WIDTH.initial);

  useLayoutEffect(() => setWidth(storedSheetWidth()), []);

  // A layout effect of a component of its own: its clean-up runs while the element, and the focus in it, are still there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the focus goes is decided once, when the sheet opens.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    if (beside) dialog.setAttribute("open", "");
    else dialog.showModal();
    if (focusOnOpen || !beside) headingRef.current?.focus({ preventScroll: true });
    return () => {
      const held = dialog.contains(document.activeElement);
      dialog.close();
      if (held && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [beside]);

  // The shell keeps this much room free beside its content.
  useLayoutEffect(() => {
    if (!beside) return;
    document.documentElement.style.setProperty("--sheet", `${width}px`);
    return () => {
      document.documentElement.style.removeProperty("--sheet");
    };
  }, [beside, width]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the trigger.
  useEffect(() => bodyRef.current?.scrollTo(0, 0), [contentKey]);

  useEffect(() => {
    if (!beside) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog:modal")) onClose();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget && !beside) onClose();
      }}
      style={{ "--sheet-width": `${width}px` } as CSSProperties}
      className={clsx(
        "fixed start-auto end-0 bottom-0 z-30 m-0 max-h-none w-full max-w-none border-line bg-surface p-0 text-ink md:w-(--sheet-width) md:border-s",
        "animate-[sheet-in_var(--dur-3)_var(--ease)]",
        beside ? "top-header h-[calc(100dvh-var(--header))]" : "top-0 h-dvh shadow-pop",
      )}
    >
      <SheetResizer width={width} onResize={setWidth} />
      <div className="flex h-full flex-col">
        <header className="flex min-h-12 items-center gap-2 border-line border-b py-1.5 ps-5 pe-3">
          <h2
            ref={headingRef}
            id={id}
            tabIndex={-1}
            className="focus-inset -ms-1.5 min-w-0 grow break-words rounded-mark px-1.5 py-0.5 text-lead outline-none"
          >
            {title}
          </h2>
          {actions}
          <IconButton label={t("close")} onClick={onClose}>
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        </header>
        <section
          ref={bodyRef}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          aria-labelledby={id}
          className="focus-inset min-h-0 grow overflow-y-auto overscroll-contain px-5 py-4"
        >
          {children}
        </section>
      </div>
      {beside ? null : <Announcer />}
    </dialog>
  );
}
