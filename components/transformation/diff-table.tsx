"use client";

import { clsx } from "clsx";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { diffLines } from "@/components/transformation/line-diff.ts";

/** JSON with a line for each value; any other text as it is. */
function written(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Two bodies side by side, and what differs. */
export function DiffTable({ before, after }: { before: string; after: string }) {
  const t = useTranslations("transformation.preview");
  const rows = useMemo(() => diffLines(written(before), written(after)), [before, after]);
  if (rows === null) return <p className="text-dense text-ink-2">{t("tooLong")}</p>;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={t("diff")}
      className="focus-inset max-h-[60dvh] overflow-auto rounded-card bg-sunken"
    >
      <table className="w-full table-fixed border-collapse text-mono">
        <caption className="sr-only">{t("diff")}</caption>
        <thead>
          <tr className="text-start text-meta text-ink-3">
            <th scope="col" className="px-3 pt-2 pb-1 text-start font-plain">
              {t("without")}
            </th>
            <th scope="col" className="border-line border-s px-3 pt-2 pb-1 text-start font-plain">
              {t("with")}
            </th>
          </tr>
        </thead>
        <tbody dir="ltr" translate="no">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of two texts, which never move.
            <tr key={index} className="align-top">
              {row.kind === "skip" ? (
                <td colSpan={2} className="px-3 py-1 text-meta text-ink-3">
                  {t("skipped", { count: row.count })}
                </td>
              ) : (
                <>
                  <Side
                    text={row.kind === "same" ? row.text : row.before}
                    changed={row.kind === "changed" ? "removed" : null}
                  />
                  <Side
                    text={row.kind === "same" ? row.text : row.after}
                    changed={row.kind === "changed" ? "added" : null}
                    isEnd
                  />
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const LOOK = { removed: "bg-fail-soft text-fail-ink", added: "bg-ok-soft text-ok-ink" };
const MARK = { removed: "M0 4h8", added: "M0 4h8M4 0v8" };

type SideProps = { text: string | null; changed: "removed" | "added" | null; isEnd?: boolean };

function Side({ text, changed, isEnd }: SideProps) {
  const t = useTranslations("transformation.preview");
  const shown = text === null ? null : changed;
  return (
    <td
      className={clsx("whitespace-pre-wrap break-all ps-3 pe-2", isEnd && "border-line border-s", shown && LOOK[shown])}
    >
      {shown ? (
        <>
          {/* A drawn mark: of a text of one character nobody can say whether its contrast is enough. */}
          <svg viewBox="0 0 8 8" aria-hidden="true" className="me-1.5 inline size-2">
            <path d={MARK[shown]} fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          <span className="sr-only">{t(shown)} </span>
        </>
      ) : null}
      {text}
    </td>
  );
}
