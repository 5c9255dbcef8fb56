import { marked } from "marked";
import { Blocks, type Dialect } from "@/components/ui/markdown.tsx";
import { TEXT_LINK } from "@/components/ui/text-link.tsx";

/** Its author need not be trusted: links lead to the web only, and away from here, since the page may be in somebody's frame. */
const DESCRIPTION: Dialect = {
  link: (href, text) =>
    /^https?:\/\//i.test(href) ? (
      <a href={href} target="_blank" rel="noreferrer nofollow" className={TEXT_LINK}>
        {text}
      </a>
    ) : (
      text
    ),
};

/** Of an event type, as its author formatted it. */
export function Description({ text, className }: { text: string; className?: string }) {
  return (
    <div className={className ?? "grid max-w-measure gap-2 text-body text-ink-2"}>
      <Blocks tokens={marked.lexer(text)} dialect={DESCRIPTION} />
    </div>
  );
}
