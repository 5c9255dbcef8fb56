import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

/** A link in running text or under a section: accent, underlined on the line. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      className={clsx(
        "rounded-mark text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent",
        className,
      )}
    />
  );
}
