"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import type {
  EventTypeImportPreviewOut,
  FieldChangeOut,
  PreviewedEventTypeOut,
} from "@/lib/contract/event-type-import.ts";

type ImportPreviewProps = {
  preview: EventTypeImportPreviewOut;
  /** The document was edited since. */
  isStale: boolean;
  applying: boolean;
  error: string | null;
  onApply: (names: string[]) => void;
};

/** What an import would add and change, with the choice of it; what stays, and what cannot be imported. */
export function ImportPreview({ preview: { data, missing }, isStale, applying, error, onApply }: ImportPreviewProps) {
  const of = (action: PreviewedEventTypeOut["action"]) => data.filter((one) => one.action === action);
  const [adds, changes, leaves, problems] = [of("add"), of("change"), of("leave"), of("problem")];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = [...adds, ...changes].flatMap(({ name }) => (name && !left.has(name) ? [name] : []));

  function choose(names: string[], isChosen: boolean) {
    setLeft((before) => {
      const after = new Set(before);
      for (const name of names) isChosen ? after.delete(name) : after.add(name);
      return after;
    });
  }
  const group = { left, onChoose: choose };
  return (
    <section aria-label="Preview of the import" className="mt-8 border-line border-t pt-6">
      <StatusSentence>
        {adds.length + changes.length === 0 ? (
          "There is nothing to import."
        ) : (
          <>
            <Figure>{adds.length}</Figure> to add, <Figure>{changes.length}</Figure> to change.
          </>
        )}{" "}
        {leaves.length > 0 ? `${leaves.length} ${leaves.length === 1 ? "is" : "are"} the same already. ` : ""}
        {problems.length > 0 ? `${problems.length} cannot be imported.` : ""}
      </StatusSentence>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-6">
        {problems.length > 0 ? <Problems of={problems} /> : null}
        <Choices title="To add" of={adds} {...group} />
        <Choices title="To change" of={changes} {...group} />
        {leaves.length > 0 ? (
          <p className="text-meta text-ink-3 wrap-anywhere">
            The same already: <span className="text-mono">{leaves.map(({ name }) => name).join(", ")}</span>
          </p>
        ) : null}
        {missing.length > 0 ? (
          <details className="text-dense text-ink-2">
            <summary className="w-fit rounded-mark hover:text-ink">
              {formatQuantity(missing.length, "event type is", "event types are")} not in the document, and stay as they
              are
            </summary>
            <p className="mt-1 text-mono wrap-anywhere">{missing.join(", ")}</p>
          </details>
        ) : null}
      </div>
      {error ? (
        <ErrorPanel title="Nothing was imported." className="mt-4">
          {error}
        </ErrorPanel>
      ) : null}
      {adds.length + changes.length > 0 ? (
        <div className="mt-4 flex flex-wrap items-center gap-3 border-line border-t py-4">
          <Button
            variant="primary"
            pending={applying}
            unavailable={
              isStale
                ? "The document was changed: preview it again."
                : chosen.length === 0
                  ? "Nothing is chosen."
                  : undefined
            }
            onClick={() => onApply(chosen)}
          >
            Import {formatQuantity(chosen.length, "event type", "event types")}
          </Button>
          {isStale ? (
            <span className="text-dense text-retry-ink">The document was changed: preview it again.</span>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function Problems({ of }: { of: PreviewedEventTypeOut[] }) {
  return (
    <section aria-labelledby="problems">
      <h2 id="problems" className="text-lead">
        Cannot be imported
      </h2>
      <ul className="mt-2 border-line border-b">
        {of.map(({ key, problem }) => (
          <li key={key} className="flex items-start gap-2 border-line border-t py-1.5 text-dense">
            <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
            <span className="min-w-0 wrap-anywhere">
              <span className="text-mono text-ink">{key}</span> <span className="text-fail-ink">{problem}.</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type ChoicesProps = {
  title: string;
  of: PreviewedEventTypeOut[];
  left: ReadonlySet<string>;
  onChoose: (names: string[], isChosen: boolean) => void;
};

function Choices({ title, of, left, onChoose }: ChoicesProps) {
  const names = of.flatMap(({ name }) => name ?? []);
  const count = names.filter((name) => !left.has(name)).length;
  if (of.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="w-full pb-2 text-lead">{title}</legend>
      {names.length > 1 ? (
        <Checkbox
          className="pb-1"
          label={`All ${names.length}`}
          checked={count === names.length}
          indeterminate={count > 0 && count < names.length}
          onChange={({ target }) => onChoose(names, target.checked)}
        />
      ) : null}
      <ul className="border-line border-b">
        {of.map((one) => (
          <li key={one.key} className="grid grid-cols-[minmax(0,1fr)] border-line border-t py-1.5">
            <Checkbox
              label={<span className="text-mono wrap-anywhere">{one.name}</span>}
              description={
                one.action === "add"
                  ? `${one.fields === 0 ? "No schema" : formatQuantity(one.fields, "field", "fields")}${one.description ? `. ${one.description}` : ""}`
                  : formatQuantity(one.changes.length, "difference", "differences")
              }
              checked={one.name !== null && !left.has(one.name)}
              onChange={({ target }) => onChoose(one.name ? [one.name] : [], target.checked)}
            />
            {one.changes.length > 0 ? <Changes name={one.name ?? one.key} of={one.changes} /> : null}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Where it would be different: what was, and what would be. */
function Changes({ name, of }: { name: string; of: FieldChangeOut[] }) {
  return (
    <ul aria-label={`What changes in ${name}`} className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-1.5 ps-6 text-meta">
      {of.map(({ path, before, after }) => (
        <li key={path} className="grid grid-cols-[minmax(0,1fr)]">
          <span className="text-mono wrap-anywhere text-ink-2">{path}</span>
          {before === null ? null : <Value sign="–" word="was" text={before} />}
          {after === null ? null : <Value sign="+" word={before === null ? "new" : "becomes"} text={after} />}
        </li>
      ))}
    </ul>
  );
}

function Value({ sign, word, text }: { sign: "–" | "+"; word: string; text: string }) {
  return (
    <span className={`flex gap-2 rounded-mark px-1.5 text-mono ${sign === "+" ? "bg-ok-soft" : "bg-fail-soft"}`}>
      <span aria-hidden="true" className="text-ink-2">
        {sign}
      </span>
      <span className="sr-only">{word}</span>
      <span className="min-w-0 wrap-anywhere text-ink">{text}</span>
    </span>
  );
}
