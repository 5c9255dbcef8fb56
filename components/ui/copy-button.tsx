"use client";

import { clsx } from "clsx";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { announce } from "@/components/ui/announcer.tsx";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-look.ts";
import { buttonClass } from "@/components/ui/button-look.ts";
import { copyShortcut, copyText } from "@/components/ui/copy.ts";
import { PANEL_CLASS, useDismiss, useFloating } from "@/components/ui/floating.ts";

type CopyButtonProps = {
  /** The text, or how to make it when it is wanted. */
  value: string | (() => string);
  /** The button's name: "Copy message id". */
  label?: string;
  /** In place of the name: what is copied. */
  what?: string;
  /** Shows the label as text on an ordinary button. */
  button?: { variant?: ButtonVariant; size?: ButtonSize; text?: string };
  /** Seen on hover or focus of the nearest `group/copy`; always there for keyboards and fingers. */
  reveal?: boolean;
  className?: string;
};

const DONE_MS = 1600;

export function CopyButton({ value, label: name, what = "", button, reveal, className }: CopyButtonProps) {
  const t = useTranslations("ui.copy");
  const label = name ?? t("what", { what });
  const [state, setState] = useState<"idle" | "copied" | "select">("idle");
  const ref = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLSpanElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const text = typeof value === "string" ? value : state === "select" ? value() : "";

  useFloating(state === "select", ref, panelRef, { side: "below", align: "end" });
  useDismiss(state === "select", [ref, panelRef], () => setState("idle"));

  useEffect(() => {
    if (state === "select") inputRef.current?.select();
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), DONE_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    const copied = await copyText(typeof value === "string" ? value : value());
    setState(copied ? "copied" : "select");
    announce(copied ? t("copied") : t("selected", { keys: copyShortcut() }));
  }

  const Icon = state === "copied" ? Check : Copy;
  const icon = (
    <Icon
      aria-hidden="true"
      size={button ? 16 : 14}
      strokeWidth={1.5}
      className={clsx(state === "copied" && "text-ok-ink")}
    />
  );
  return (
    <>
      <button
        ref={ref}
        type="button"
        aria-label={button ? undefined : label}
        title={button ? undefined : label}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
        className={
          button
            ? buttonClass({ ...button, className })
            : clsx(
                "inline-flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 transition-opacity duration-(--dur-1) hover:bg-hover hover:text-ink coarse:size-11",
                reveal &&
                  state === "idle" &&
                  "hoverable:opacity-0 group-hover/copy:opacity-100 group-focus-within/copy:opacity-100",
                className,
              )
        }
      >
        {icon}
        {button ? <span>{button.text ?? label}</span> : null}
      </button>
      {state === "select" ? (
        <span ref={panelRef} popover="manual" className={clsx(PANEL_CLASS, "flex w-80 flex-col gap-1 p-2 text-meta")}>
          <input
            ref={inputRef}
            readOnly
            value={text}
            aria-label={label}
            className="w-full bg-sunken px-2 py-1 text-mono"
          />
          <span className="text-ink-2">{t("press", { keys: copyShortcut() })}</span>
        </span>
      ) : null}
    </>
  );
}

/** A machine value with its copy button: an id, a URL, a header. */
export function CopyText({ value, label, children }: { value: string; label: string; children?: ReactNode }) {
  return (
    <span className="group/copy inline-flex min-w-0 max-w-full items-center gap-0.5">
      <span dir="ltr" translate="no" className="min-w-0 truncate text-mono" title={value}>
        {children ?? value}
      </span>
      <CopyButton value={value} label={label} reveal />
    </span>
  );
}
