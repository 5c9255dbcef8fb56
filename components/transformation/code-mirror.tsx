"use client";

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { javascript } from "@codemirror/legacy-modes/mode/javascript";
import { Annotation, Compartment, EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type CSSProperties, useEffect, useRef } from "react";
import type { CodePlace, EditorProps } from "@/components/transformation/code-editor.tsx";

const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.bool, tags.null], color: "var(--code-kw)" },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: "var(--code-str)" },
  { tag: tags.number, color: "var(--code-num)" },
  { tag: [tags.comment], color: "var(--code-note)" },
  { tag: [tags.punctuation, tags.operator, tags.bracket], color: "var(--code-punc)" },
  { tag: [tags.variableName, tags.propertyName, tags.definition(tags.variableName)], color: "var(--code-key)" },
]);

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--ink)", maxHeight: "60dvh", minHeight: "var(--least)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.25rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", paddingBlock: "8px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--surface)",
    color: "var(--ink-3)",
    border: "none",
    minHeight: "var(--least)",
  },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--sunken)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--active)" },
  ".cm-wrong-line": { backgroundColor: "var(--fail-soft) !important" },
  ".cm-wrong-place": { textDecoration: "underline wavy var(--fail-mark)", textUnderlineOffset: "3px" },
});

/** Put there from outside, and known there already: told back, it would count as typed. */
const fromOutside = Annotation.define<true>();

const setWrong = StateEffect.define<CodePlace | null>();

/** The line that failed, and the rest of it from the column on. It goes with the next change. */
const wrongPlace = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setWrong));
    if (told?.is(setWrong)) return told.value ? marksOf(transaction.state, told.value) : Decoration.none;
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(state: EditorState, { line, column }: CodePlace): DecorationSet {
  if (line < 1 || line > state.doc.lines) return Decoration.none;
  const { from, to } = state.doc.line(line);
  const start = Math.min(from + Math.max(0, (column ?? 1) - 1), to);
  const marks = [Decoration.line({ class: "cm-wrong-line" }).range(from)];
  if (start < to) marks.push(Decoration.mark({ class: "cm-wrong-place" }).range(start, to));
  return Decoration.set(marks);
}

// Tab is left to the browser: it leads out of the editor, as it leads in.
const EXTENSIONS: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  // The whole grammar would weigh more than all the rest of what the editor knows.
  StreamLanguage.define(javascript),
  syntaxHighlighting(COLORS),
  wrongPlace,
  LOOK,
  keymap.of([...defaultKeymap, ...historyKeymap]),
];

/** The code editor itself; loaded when it is needed. */
export function CodeMirror({ value, onChange, label, describedBy, wrong, goToRef, leastLines }: EditorProps) {
  const parentRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  const attributes = useRef(new Compartment());
  const first = useRef(value);
  changed.current = onChange;

  useEffect(() => {
    if (!parentRef.current) return;
    const view = new EditorView({
      parent: parentRef.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EXTENSIONS,
          attributes.current.of([]),
          EditorView.updateListener.of((update) => {
            const isTyped = !update.transactions.some((one) => one.annotation(fromOutside));
            if (update.docChanged && isTyped) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    viewRef.current = view;
    return () => {
      viewRef.current = null;
      view.destroy();
    };
  }, []);

  useEffect(() => {
    const named = EditorView.contentAttributes.of({
      "aria-label": label,
      ...(describedBy ? { "aria-describedby": describedBy } : {}),
      ...(wrong ? { "aria-invalid": "true" } : {}),
      spellcheck: "false",
      translate: "no",
      dir: "ltr",
    });
    viewRef.current?.dispatch({ effects: attributes.current.reconfigure(named) });
  }, [label, describedBy, wrong]);

  // A template, or the way back to what is saved: undone like anything typed.
  useEffect(() => {
    const view = viewRef.current;
    if (view && view.state.doc.toString() !== value) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: value },
        annotations: fromOutside.of(true),
      });
    }
  }, [value]);

  const line = wrong?.line;
  const column = wrong?.column ?? null;
  useEffect(() => {
    viewRef.current?.dispatch({ effects: setWrong.of(line === undefined ? null : { line, column }) });
  }, [line, column]);

  useEffect(() => {
    goToRef.current = (place) => {
      const view = viewRef.current;
      if (!view) return;
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, place.line), view.state.doc.lines));
      const anchor = Math.min(from + Math.max(0, (place.column ?? 1) - 1), to);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    };
  }, [goToRef]);

  return (
    <div
      ref={parentRef}
      dir="ltr"
      style={{ "--least": `calc(${leastLines} * 1.25rem + 16px)` } as CSSProperties}
      className="overflow-hidden rounded-control border border-line-strong text-mono focus-within:shadow-[var(--ring)]"
    />
  );
}
