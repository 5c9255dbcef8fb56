import { clsx } from "clsx";

/** A key's name, as in the shortcut sheet or at the end of a menu item. */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={clsx(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-[3px] border border-line px-1 font-sans text-micro text-ink-3 coarse:hidden",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
