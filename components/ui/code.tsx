import { clsx } from "clsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** A machine word within prose. */
export function Code({ children, className }: { children: string; className?: string }) {
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

type CodeBlockProps = {
  code: string;
  /** What this is, for the region's name and the copy button: "curl command". */
  label: string;
  /** Markup of the highlighter on the server, of this same code. */
  highlighted?: React.ReactNode;
  wrap?: boolean;
  className?: string;
};

export function CodeBlock({ code, label, highlighted, wrap, className }: CodeBlockProps) {
  return (
    <div className={clsx("group/copy relative rounded-card bg-sunken", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={label} className="overflow-x-auto rounded-card">
        <pre
          dir="ltr"
          translate="no"
          className={clsx(
            "w-full px-4 py-3 pe-12 text-mono text-ink",
            wrap ? "whitespace-pre-wrap break-all" : "min-w-max",
          )}
        >
          <code>{highlighted ?? code}</code>
        </pre>
      </section>
      <CopyButton value={code} label={`Copy ${label}`} className="absolute end-2 top-2 bg-sunken" />
    </div>
  );
}
