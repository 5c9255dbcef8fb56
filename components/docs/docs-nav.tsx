"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useId, useRef, useState } from "react";
import { Input } from "@/components/ui/input.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

export type DocsGroup = { title: string; links: { href: string; label: string; method?: string }[] };

const matches = (link: DocsGroup["links"][number], words: string) =>
  `${link.method ?? ""} ${link.label} ${link.href}`.toLowerCase().includes(words);

/** Guides and operations, narrowed down by what is typed. Without a search a group of operations is open when one of its pages is. */
export function DocsNav({ guides, operations }: { guides: DocsGroup[]; operations: DocsGroup[] }) {
  const path = usePathname();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const words = text.trim().toLowerCase();
  // The list is on the page twice, for a wide window and for a phone.
  useShortcuts({ "/": () => (field.current?.checkVisibility() ? field.current.focus() : false) });
  const found = [...guides, ...operations]
    .map((group) => ({ ...group, links: words ? group.links.filter((link) => matches(link, words)) : group.links }))
    .filter(({ links }) => links.length > 0);

  return (
    <nav aria-label="Documentation" className="text-dense">
      <label htmlFor={id} className="sr-only">
        Find a guide or an operation
      </label>
      <Input
        id={id}
        ref={field}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="Find a guide or an operation"
      />
      <p aria-live="polite" className="sr-only">
        {words ? `${found.reduce((sum, { links }) => sum + links.length, 0)} pages found` : ""}
      </p>
      {found.length === 0 ? <p className="pt-3 text-ink-2">Nothing is called that.</p> : null}
      {found.map((group) =>
        guides.some(({ title }) => title === group.title) ? (
          <section key={group.title} className="pt-4">
            <h2 className="pb-1 text-meta text-ink-3">{group.title}</h2>
            <Links links={group.links} path={path} />
          </section>
        ) : (
          // The key brings the group back to what it is by itself when the search ends.
          <details
            key={`${group.title}${words ? " found" : ""}`}
            open={words !== "" || group.links.some(({ href }) => href === path)}
            className="pt-2"
          >
            <summary className="cursor-pointer rounded-mark py-1 text-ink-2 hover:text-ink">{group.title}</summary>
            <Links links={group.links} path={path} />
          </details>
        ),
      )}
    </nav>
  );
}

function Links({ links, path }: { links: DocsGroup["links"]; path: string }) {
  return (
    <ul>
      {links.map(({ href, label, method }) => (
        <li key={href}>
          <Link
            href={href}
            aria-current={href === path ? "page" : undefined}
            className={clsx(
              "flex min-h-7 items-baseline gap-2 rounded-control px-2 py-1 no-underline hover:bg-hover coarse:min-h-11 coarse:items-center",
              href === path ? "bg-active font-firm text-ink" : "text-ink-2 hover:text-ink",
            )}
          >
            {method ? (
              <span translate="no" className="w-11 shrink-0 text-micro text-mono">
                {method}
              </span>
            ) : null}
            <span className="min-w-0">{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
