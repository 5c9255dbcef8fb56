import type { Issue } from "@/components/catalogue/json-place.ts";
import type { CodePlace } from "@/components/transformation/code-editor.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";

type IssueListProps = { id: string; label: string; issues: Issue[]; onGoTo: (place: CodePlace) => void };

/** What is wrong in a text, each with the way to its place. */
export function IssueList({ id, label, issues, onGoTo }: IssueListProps) {
  return (
    <ul id={id} aria-label={label} className="grid gap-1">
      {issues.map(({ text, place }) => (
        <li
          key={`${place?.line}:${place?.column} ${text}`}
          className="flex items-start gap-1.5 text-dense text-fail-ink"
        >
          <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
          <span className="min-w-0 wrap-anywhere">
            {place ? (
              <button
                type="button"
                onClick={() => onGoTo(place)}
                className="me-1 min-h-6 rounded-mark underline underline-offset-3 coarse:min-h-11"
              >
                Line {place.line}
              </button>
            ) : null}
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
