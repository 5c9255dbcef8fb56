"use client";

import { clsx } from "clsx";
import type { KeyboardEvent, ReactNode } from "react";
import { useRef } from "react";
import { Kbd } from "@/components/ui/kbd.tsx";

type Tab = { id: string; label: ReactNode; shortcut?: string };

export const TAB_CLASS =
  "focus-inset -mb-px inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 px-0.5 text-dense no-underline transition-colors duration-(--dur-1) coarse:h-11";
export const TAB_ON = "border-ink font-firm text-ink";
export const TAB_OFF =
  "border-transparent text-ink-2 forced-colors:border-[Canvas] hover:border-line-strong hover:text-ink";

type TabsProps = {
  /** What the tabs are of: "Try 4". */
  label: string;
  /** Prefix of the ids that tie tabs to their panels; the same on every `TabPanel`. */
  id: string;
  tabs: Tab[];
  value: string;
  onChange: (id: string) => void;
  className?: string;
};

/** Tabs within a page. Those that have a URL of their own are `TabLinks`. */
export function Tabs({ label, id, tabs, value, onChange, className }: TabsProps) {
  const ref = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const index = tabs.findIndex((tab) => tab.id === value);
    const step = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs.at(step % tabs.length);
    if (!next) return;
    onChange(next.id);
    ref.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  }

  return (
    <div
      ref={ref}
      role="tablist"
      aria-label={label}
      className={clsx("flex gap-5 overflow-x-auto border-line border-b", className)}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.id}`}
          data-tab={tab.id}
          aria-selected={tab.id === value}
          aria-controls={tab.id === value ? `${id}-panel-${tab.id}` : undefined}
          tabIndex={tab.id === value ? 0 : -1}
          onClick={() => onChange(tab.id)}
          onKeyDown={onKeyDown}
          className={clsx(TAB_CLASS, tab.id === value ? TAB_ON : TAB_OFF)}
        >
          {tab.label}
          {tab.shortcut ? <Kbd className="max-md:hidden">{tab.shortcut}</Kbd> : null}
        </button>
      ))}
    </div>
  );
}

export function TabPanel({
  id,
  tab,
  children,
  className,
}: {
  id: string;
  tab: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div
      role="tabpanel"
      id={`${id}-panel-${tab}`}
      aria-labelledby={`${id}-tab-${tab}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without a focusable child must still be reachable.
      tabIndex={0}
      className={clsx("rounded-mark pt-3", className)}
    >
      {children}
    </div>
  );
}
