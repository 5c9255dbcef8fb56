import { clsx } from "clsx";
import type { ReactNode } from "react";

/** The hanging definition list: labels in a 160 px column, values beside them, stacked where it is narrow. */
export function KeyValueList({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx("@container", className)}>
      <dl className="grid gap-y-1.5 @sm:gap-y-1">{children}</dl>
    </div>
  );
}

type KeyValueProps = {
  label: string;
  children: ReactNode;
  /** Links or buttons at the end of the line: copy, edit, rotate. */
  actions?: ReactNode;
};

export function KeyValue({ label, children, actions }: KeyValueProps) {
  return (
    <div className="grid gap-x-4 @sm:grid-cols-[160px_minmax(0,1fr)]">
      <dt className="text-dense text-ink-3 @sm:py-0.5">{label}</dt>
      <dd className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-dense text-ink">
        <span className="min-w-0 max-w-full break-words">{children}</span>
        {actions}
      </dd>
    </div>
  );
}
