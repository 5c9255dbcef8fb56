import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** A machine word within prose. */
export function Code({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <code
      dir="ltr"
      translate="no"
      className={clsx("break-words rounded-[3px] bg-sunken px-1 py-px text-mono text-ink", className)}
    >
      {children}
    </code>
  );
}

/** Prose of a catalogue: what stands between backticks is a machine word. */
export function WithCode({ text }: { text: string }) {
  // The group keeps what it matched: every second part was between backticks.
  return text.split(/`([^`]+)`/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
      <Code key={index}>{part}</Code>
    ) : (
      part
    ),
  );
}

type CodeBlockProps = {
  code: string;
  /** What this is, for the region's name and the copy button: "curl command". */
  label: string;
  /** What stands above it, where the label has to tell it from others of its kind. */
  title?: string | undefined;
  /** Markup of the highlighter on the server, of this same code. */
  highlighted?: ReactNode;
  wrap?: boolean;
  className?: string;
};

export function CodeBlock({ code, label, title = label, highlighted, wrap, className }: CodeBlockProps) {
  return (
    <div className={clsx("min-w-0 rounded-card bg-sunken", className)}>
      <div className="flex items-center justify-between ps-4 pe-2 pt-1.5 text-meta text-ink-3">
        <span className="first-letter:uppercase">{title}</span>
        <CopyButton value={code} what={label} />
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className="focus-inset overflow-x-auto rounded-card"
      >
        <pre
          dir="ltr"
          translate="no"
          className={clsx(
            "rounded-card bg-sunken px-4 pt-1 pb-3 text-mono text-ink",
            wrap ? "whitespace-pre-wrap break-all" : "w-max min-w-full",
          )}
        >
          <code className="block">{highlighted ?? code}</code>
        </pre>
      </section>
    </div>
  );
}
