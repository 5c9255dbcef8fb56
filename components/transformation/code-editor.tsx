"use client";

import type { ComponentType, RefObject } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

/** From 1; the column is null when it is not known. */
export type CodePlace = { line: number; column: number | null };

export type CodeEditorProps = {
  value: string;
  onChange: (code: string) => void;
  label: string;
  describedBy?: string | undefined;
  /** Where it failed. */
  wrong: CodePlace | null;
  /** How to put the cursor somewhere. */
  goToRef: RefObject<(place: CodePlace) => void>;
};
export type EditorProps = CodeEditorProps & { leastLines: number };

const load = async () => (await import("@/components/transformation/code-mirror.tsx")).CodeMirror;

const PREFERENCE = "posthorn.plain-code";

/** A plain text field until the editor has loaded, and for who would rather have that. `leastLines`: that there is room for. */
export function CodeEditor({ leastLines = 14, ...props }: CodeEditorProps & { leastLines?: number }) {
  const t = useTranslations("transformation.editor");
  const tabId = useId();
  const boxRef = useRef<HTMLDivElement>(null);
  const [plain, setPlain] = useState(false);
  const [Rich, setRich] = useState<ComponentType<EditorProps> | null>(null);
  const place = useRef<CodePlace | null>(null);

  useEffect(() => {
    if (prefersPlain()) return setPlain(true);
    if (plain || Rich) return;
    let isGone = false;
    load().then(
      (loaded) => {
        if (isGone) return;
        const field = boxRef.current?.querySelector("textarea");
        place.current = field && field === document.activeElement ? placeIn(field) : null;
        setRich(() => loaded);
      },
      // Without a network it stays a plain field.
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [plain, Rich]);

  // Who was typing already goes on where they were.
  const { goToRef } = props;
  useEffect(() => {
    if (Rich && place.current) goToRef.current(place.current);
    place.current = null;
  }, [Rich, goToRef]);

  function choose(next: boolean) {
    try {
      if (next) window.localStorage.setItem(PREFERENCE, "1");
      else window.localStorage.removeItem(PREFERENCE);
    } catch {
      // It holds for this page then: a frame may have no storage.
    }
    setPlain(next);
  }

  const Editor = plain || !Rich ? PlainEditor : Rich;
  return (
    <div ref={boxRef} className="grid grid-cols-1 gap-1">
      <Editor {...props} leastLines={leastLines} describedBy={[tabId, props.describedBy].filter(Boolean).join(" ")} />
      <div className="flex flex-wrap items-center gap-x-3">
        <Button variant="quiet" size="small" className="-ms-2.5" onClick={() => choose(!plain)}>
          {plain ? t("rich") : t("plain")}
        </Button>
        <span id={tabId} className="text-meta text-ink-3">
          {t("tab")}
        </span>
      </div>
    </div>
  );
}

function placeIn(field: HTMLTextAreaElement): CodePlace {
  const before = field.value.slice(0, field.selectionStart).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function prefersPlain(): boolean {
  try {
    return window.localStorage.getItem(PREFERENCE) === "1";
  } catch {
    return false;
  }
}

/** Lines, padding and edges of the editor: when that takes the place of the field, nothing moves. */
const heightOf = (lines: number) => `calc(${lines} * 1.25rem + 18px)`;

function PlainEditor({ value, onChange, label, describedBy, wrong, goToRef, leastLines }: EditorProps) {
  const ref = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    goToRef.current = ({ line, column }) => {
      const field = ref.current;
      if (!field) return;
      const before = field.value.split("\n").slice(0, line - 1);
      const at = before.reduce((sum, text) => sum + text.length + 1, 0) + Math.max(0, (column ?? 1) - 1);
      field.focus();
      field.setSelectionRange(at, at);
    };
  }, [goToRef]);

  return (
    <Textarea
      ref={ref}
      machine
      style={{
        height: heightOf(value.split("\n").length),
        minHeight: heightOf(leastLines),
        maxHeight: "calc(60dvh + 2px)",
      }}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={wrong ? true : undefined}
      wrap="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
