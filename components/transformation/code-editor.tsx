"use client";

import dynamic from "next/dynamic";
import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";
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

const CodeMirror = dynamic(async () => (await import("@/components/transformation/code-mirror.tsx")).CodeMirror, {
  ssr: false,
});

const PREFERENCE = "posthorn.plain-code";

/** A plain text field until the editor has loaded, and for who would rather have that. */
export function CodeEditor(props: CodeEditorProps) {
  const t = useTranslations("transformation.editor");
  const [plain, setPlain] = useState(true);

  useEffect(() => {
    setPlain(prefersPlain());
  }, []);

  function choose(next: boolean) {
    setPlain(next);
    try {
      if (next) window.localStorage.setItem(PREFERENCE, "1");
      else window.localStorage.removeItem(PREFERENCE);
    } catch {
      // It holds for this page then: a frame may have no storage.
    }
  }

  return (
    <div className="grid grid-cols-1 gap-1">
      {plain ? <PlainEditor {...props} /> : <CodeMirror {...props} />}
      <div>
        <Button variant="quiet" size="small" className="-ms-2.5" onClick={() => choose(!plain)}>
          {plain ? t("rich") : t("plain")}
        </Button>
      </div>
    </div>
  );
}

function prefersPlain(): boolean {
  try {
    return window.localStorage.getItem(PREFERENCE) === "1";
  } catch {
    return false;
  }
}

function PlainEditor({ value, onChange, label, describedBy, wrong, goToRef }: CodeEditorProps) {
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
      rows={16}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={wrong ? true : undefined}
      wrap="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
