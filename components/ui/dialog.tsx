"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useId, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Announcer } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** `DialogActions`, at the bottom. */
  actions?: ReactNode;
  size?: "medium" | "wide";
};

/**
 * The browser's own modal dialog: it keeps the focus, makes the rest inert and gives the focus back.
 * The first `data-autofocus` inside has the focus when it opens; `DialogActions` puts it on the safe button.
 */
export function Dialog({ open, ...props }: DialogProps) {
  return open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, title, children, actions, size = "medium" }: Omit<DialogProps, "open">) {
  const t = useTranslations("ui");
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  // A layout effect of a component of its own: its clean-up runs while the element is still in the document,
  // and only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => dialog.close();
  }, []);

  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={clsx(
        // It is in the top layer anyway; the number is for tools that judge contrast and do not know that layer.
        "z-40 m-auto max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] animate-[pop-in_var(--dur-2)_var(--ease)] overflow-y-auto rounded-pop bg-surface p-0 text-ink shadow-pop",
        size === "wide" ? "max-w-[720px]" : "max-w-[480px]",
      )}
    >
      <div className="flex items-start gap-4 px-6 pt-5">
        <h2 id={id} className="min-w-0 grow break-words text-lead">
          {title}
        </h2>
        <IconButton label={t("close")} onClick={onClose} className="-me-2 -mt-0.5">
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      <div className="px-6 pt-2 pb-5 text-body text-ink-2">{children}</div>
      {actions ? (
        <div className="sticky bottom-0 flex flex-wrap justify-end gap-2 border-line border-t bg-surface px-6 py-4 *:max-w-full">
          {actions}
        </div>
      ) : null}
      <Announcer />
    </dialog>
  );
}

type DialogActionsProps = {
  /** What not doing it is called: "Cancel", "Keep it on". */
  cancel?: string;
  onCancel: () => void;
  /** The buttons that do something; their labels name the effect. */
  children: ReactNode;
};

export function DialogActions({ cancel, onCancel, children }: DialogActionsProps) {
  const t = useTranslations("ui");
  return (
    <>
      <Button variant="secondary" data-autofocus onClick={onCancel}>
        {cancel ?? t("cancel")}
      </Button>
      {children}
    </>
  );
}
