import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

/** Accent, underlined on the line. */
export const TEXT_LINK =
  "rounded-mark text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent";

/** A link in running text or under a section. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return <Link {...props} className={clsx(TEXT_LINK, className)} />;
}
