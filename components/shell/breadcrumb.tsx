import { clsx } from "clsx";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";

export type Crumb = { label: string; href?: string };

/** Where this page is; the last one is the page itself. `narrow` has room for the one above it only, on a phone. */
export function Breadcrumb({ crumbs, narrow }: { crumbs: Crumb[]; narrow?: boolean }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-dense">
        {crumbs.map((crumb, index) => (
          <li
            key={crumb.href ?? crumb.label}
            // A phone has room for the page and the one above it.
            className={clsx(
              "min-w-0 items-center gap-1.5",
              "md:first:[&:not(:only-child)]:shrink-0",
              narrow ? "max-md:last:[&:not(:only-child)]:hidden" : "first:[&:not(:only-child)]:shrink-0",
              index < crumbs.length - 2 ? "hidden md:flex" : "flex",
            )}
          >
            {index > 0 ? (
              <span aria-hidden="true" className={clsx("text-ink-3", index < crumbs.length - 1 && "max-md:hidden")}>
                /
              </span>
            ) : null}
            {narrow && index === crumbs.length - 2 ? (
              <ChevronLeft aria-hidden="true" size={16} className="shrink-0 text-ink-3 md:hidden" />
            ) : null}
            {crumb.href ? (
              <Link
                href={crumb.href}
                className="inline-flex min-h-6 min-w-0 items-center rounded-mark text-ink-2 no-underline hover:text-ink hover:underline"
              >
                <span className="truncate">{crumb.label}</span>
              </Link>
            ) : (
              <span aria-current="page" className="truncate font-firm text-ink">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
