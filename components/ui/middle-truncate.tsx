import { clsx } from "clsx";

const TAIL = 14;

/** A URL or id whose end matters as much as its start: the middle gives way. The full text is copied and read. */
export function MiddleTruncate({ text, className }: { text: string; className?: string }) {
  const split = text.length > TAIL * 2 ? text.length - TAIL : text.length;
  return (
    <span dir="ltr" translate="no" title={text} className={clsx("flex min-w-0 text-mono", className)}>
      <span className="truncate">{text.slice(0, split)}</span>
      <span className="shrink-0 whitespace-pre">{text.slice(split)}</span>
    </span>
  );
}
