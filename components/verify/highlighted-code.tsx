import { clsx } from "clsx";
import type { Handler } from "@/components/verify/handlers.ts";
import { highlight, type Span } from "@/components/verify/highlight.ts";

const LOOK: Record<Span["kind"], string | undefined> = {
  plain: undefined,
  comment: "text-code-note",
  string: "text-code-str",
  keyword: "text-code-kw",
};

/** The lines of a handler; the one that people get wrong stands out. */
export function HighlightedCode({ handler }: { handler: Pick<Handler, "code" | "comment"> }) {
  return highlight(handler).map(({ spans, isMarked }, index) => {
    const Line = isMarked ? "mark" : "span";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which never move.
      <Line key={index} className={clsx("block min-h-5", isMarked && "-mx-4 bg-retry-soft px-4 text-ink")}>
        {spans.map(({ kind, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
          <span key={at} className={isMarked && kind === "comment" ? "font-firm text-ink" : LOOK[kind]}>
            {text}
          </span>
        ))}
        {"\n"}
      </Line>
    );
  });
}
