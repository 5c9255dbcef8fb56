"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { currentLink } from "@/components/ui/current-link.ts";

export type NavItem = {
  href: string;
  label: string;
  /** 16 px, for the bottom bar of a phone and the folded rail of the console. */
  icon: ReactNode;
  /** Said after the label: "2 failing". */
  note?: string;
  /** `g e`: goes there from every page. */
  shortcut?: string;
};

export type NavGroup = { label?: string; items: NavItem[] };

type NavLinksProps = {
  items: NavItem[];
  /** The current item's href; found from the address when it is not given. */
  active?: string;
  look: "row" | "bar" | "rail";
  folded?: boolean;
};

const LOOK = {
  row: {
    base: "focus-inset -mb-px inline-flex h-10 shrink-0 items-center gap-1.5 border-b-2 px-0.5 text-dense",
    on: "border-ink font-firm text-ink",
    off: "border-transparent text-ink-2 forced-colors:border-[Canvas] hover:text-ink",
  },
  bar: {
    base: "focus-inset flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 py-1.5 text-micro",
    on: "font-strong text-ink",
    off: "text-ink-2",
  },
  rail: {
    base: "flex h-8 items-center gap-2.5 rounded-control px-2.5 text-dense",
    on: "bg-active font-firm text-ink",
    off: "text-ink-2 hover:bg-hover hover:text-ink",
  },
} as const;

export function NavLinks({ items, active, look, folded }: NavLinksProps) {
  const path = usePathname();
  const current = active ?? currentLink(items, path)?.href;
  const { base, on, off } = LOOK[look];
  return items.map((item) => (
    <Link
      key={item.href}
      href={item.href}
      aria-current={item.href === current ? "page" : undefined}
      title={folded ? item.label : undefined}
      className={clsx(base, "whitespace-nowrap no-underline", item.href === current ? on : off)}
    >
      {look === "row" ? null : (
        <span className="flex size-4 shrink-0 items-center justify-center [&>svg]:size-4">{item.icon}</span>
      )}
      <span className={clsx(look === "bar" && "max-w-full truncate", folded && "sr-only")}>{item.label}</span>
      {item.note && look !== "bar" ? (
        <span className={clsx("text-meta text-fail-ink", folded && "sr-only")}>{item.note}</span>
      ) : null}
    </Link>
  ));
}
