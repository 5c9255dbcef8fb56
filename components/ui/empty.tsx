import { clsx } from "clsx";
import type { ReactNode } from "react";

type EmptyProps = {
  /** What is not here, as news: "Nothing failed in the last 24 hours." Without one the sentence of the page has said it. */
  title?: string;
  children?: ReactNode;
  /** The next action itself: a button, the URL field, the command. */
  action?: ReactNode;
  className?: string;
};

/** Stands where the rows would, aligned with them: words and the next action, no picture. */
export function Empty({ title, children, action, className }: EmptyProps) {
  return (
    <div className={clsx("border-line border-t py-8", className)}>
      {title ? <p className="text-lead text-ink">{title}</p> : null}
      {children ? <div className="mt-1 max-w-measure text-body text-ink-2">{children}</div> : null}
      {action ? (
        <div className={clsx("flex flex-wrap items-center gap-2", (title || children) && "mt-4")}>{action}</div>
      ) : null}
    </div>
  );
}
