"use client";

import { clsx } from "clsx";
import { ChevronDown, Ellipsis } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent, ReactNode } from "react";
import { useId, useRef } from "react";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-look.ts";
import { buttonClass } from "@/components/ui/button-look.ts";
import { PANEL_CLASS, usePanel } from "@/components/ui/floating.ts";
import { Kbd } from "@/components/ui/kbd.tsx";

export type MenuItem =
  | "separator"
  | {
      label: string;
      onSelect?: () => void;
      href?: string;
      shortcut?: string;
      danger?: boolean;
      /** One of a set is chosen: drawn as a tick, read as checked. */
      checked?: boolean;
      /** Why this cannot be done now. The item stays readable. */
      unavailable?: string;
    };

type MenuProps = {
  /** The name of the menu: "More actions", "Actions for orders-api". */
  label: string;
  items: MenuItem[];
  /** A labelled button in place of the three dots. */
  button?: { text: ReactNode; variant?: ButtonVariant; size?: ButtonSize };
  align?: "start" | "end";
  className?: string;
};

export function Menu({ label, items, button, align = "end", className }: MenuProps) {
  const { open, setOpen, close, buttonRef, panelRef } = usePanel(align, firstChoice);
  const id = useId();
  const typed = useRef({ text: "", at: 0 });

  function onKeyDown(event: KeyboardEvent) {
    const all = choices(panelRef.current);
    const index = all.indexOf(document.activeElement as HTMLElement);
    const target = nextChoice(event.key, index, all, typed.current);
    if (event.key === "Tab") close(true);
    else if (target) {
      event.preventDefault();
      target.focus();
    }
    // Shortcuts of the page do not fire while a menu is open.
    event.stopPropagation();
  }

  return (
    <span className={clsx("inline-flex", className)}>
      <button
        ref={buttonRef}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={button && typeof button.text === "string" ? undefined : label}
        title={button ? undefined : label}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(!open);
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        }}
        className={
          button
            ? buttonClass(button)
            : "inline-flex size-7 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink aria-expanded:bg-active coarse:size-11"
        }
      >
        {button ? (
          <>
            {button.text}
            <ChevronDown aria-hidden="true" size={14} strokeWidth={1.5} className="-me-1" />
          </>
        ) : (
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.5} />
        )}
      </button>
      {open ? (
        <div
          ref={panelRef}
          id={id}
          popover="manual"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
          className={clsx(PANEL_CLASS, "max-h-[70dvh] min-w-44 overflow-y-auto p-1 text-start whitespace-normal")}
        >
          {items.map((item, index) =>
            item === "separator" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: separators have no identity.
              <hr key={index} className="mx-2 my-1 border-line" />
            ) : (
              <Choice key={item.label} item={item} onDone={() => close(!item.href)} />
            ),
          )}
        </div>
      ) : null}
    </span>
  );
}

function Choice({ item, onDone }: { item: Exclude<MenuItem, "separator">; onDone: () => void }) {
  const look = clsx(
    "flex min-h-7 w-full items-center gap-2 rounded-control px-2 py-1 text-start text-dense no-underline outline-none focus:bg-hover focus:shadow-none hover:bg-hover coarse:min-h-11",
    item.danger ? "text-fail-ink" : "text-ink",
    item.unavailable && "text-ink-3",
  );
  const body = (
    <>
      {item.checked === undefined ? null : (
        <svg viewBox="0 0 16 16" aria-hidden="true" className={clsx("size-4", !item.checked && "invisible")}>
          <path d="m3.5 8.4 3 3 6-6.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      )}
      <span className="grow">
        {item.label}
        {item.unavailable ? <span className="block text-meta">{item.unavailable}</span> : null}
      </span>
      {item.shortcut ? <Kbd>{item.shortcut}</Kbd> : null}
    </>
  );
  if (item.href && !item.unavailable)
    return (
      <Link role="menuitem" tabIndex={-1} href={item.href} onClick={onDone} className={look}>
        {body}
      </Link>
    );
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is only set together with menuitemradio.
    <button
      type="button"
      role={item.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={item.checked}
      aria-disabled={item.unavailable ? true : undefined}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        if (item.unavailable) return;
        onDone();
        item.onSelect?.();
      }}
      className={look}
    >
      {body}
    </button>
  );
}

const firstChoice = (panel: HTMLElement) => choices(panel)[0] ?? null;

function choices(panel: HTMLElement | null): HTMLElement[] {
  return [...(panel?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

function nextChoice(key: string, index: number, all: HTMLElement[], typed: { text: string; at: number }) {
  if (key === "ArrowDown") return all[(index + 1) % all.length];
  if (key === "ArrowUp") return all[(index - 1 + all.length) % all.length];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  // Letters typed in one go are one word, so that "re" finds Replay and not Edit.
  const now = performance.now();
  typed.text = (now - typed.at < 600 ? typed.text : "") + key.toLowerCase();
  typed.at = now;
  const order = [...all.slice(index + 1), ...all.slice(0, index + 1)];
  return order.find((item) => item.textContent?.toLowerCase().startsWith(typed.text));
}
