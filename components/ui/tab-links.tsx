"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { currentLink } from "@/components/ui/current-link.ts";
import { TAB_CLASS, TAB_OFF, TAB_ON } from "@/components/ui/tabs.tsx";

export type TabLink = { href: string; label: string };

/** Pages of one object side by side: Overview, Deliveries, Settings. The longest matching path is the current one. */
export function TabLinks({ label, links, className }: { label: string; links: TabLink[]; className?: string }) {
  const path = usePathname();
  const current = currentLink(links, path);
  return (
    <nav aria-label={label} className={clsx("flex gap-x-5 overflow-x-auto border-line border-b", className)}>
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          aria-current={link === current ? "page" : undefined}
          className={clsx(TAB_CLASS, link === current ? TAB_ON : TAB_OFF)}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  );
}
