"use client";

import { Plus, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { mayAddExample, newExample, type VersionDraft } from "@/components/catalogue/draft.ts";
import { IssueList } from "@/components/catalogue/issue-list.tsx";
import { readJson } from "@/components/catalogue/json-place.ts";
import { type SchemaCheck, useSchemaCheck } from "@/components/catalogue/use-schema-check.ts";
import { CodeEditor, type CodePlace } from "@/components/transformation/code-editor.tsx";
import { Button } from "@/components/ui/button.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import { exampleOf } from "@/lib/contract/example.ts";

type VersionEditorProps = { value: VersionDraft; onChange: (value: VersionDraft) => void };

/** The schema of one version and its examples, checked while they are written. */
export function VersionEditor({ value, onChange }: VersionEditorProps) {
  const id = useId();
  const check = useSchemaCheck(value);
  const goTo = useRef<(place: CodePlace) => void>(() => {});
  const [wrong] = check.schema;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h3 className="text-dense font-firm">JSON Schema</h3>
        <CodeEditor
          value={value.schema}
          onChange={(schema) => onChange({ ...value, schema })}
          label={`JSON Schema, version ${value.version}`}
          describedBy={check.schema.length > 0 ? `${id}-schema` : undefined}
          wrong={wrong?.place ?? null}
          goToRef={goTo}
        />
        <IssueList
          id={`${id}-schema`}
          label="What is wrong with the schema"
          issues={check.schema}
          onGoTo={(place) => goTo.current(place)}
        />
        <p role="status" className="text-meta text-ink-3">
          {schemaWords(check)}
        </p>
      </div>
      <Examples value={value} check={check} onChange={onChange} />
    </div>
  );
}

function schemaWords({ state, schema }: SchemaCheck): string {
  if (state === "empty") return "Without a schema nothing is checked, and the fields are not described.";
  if (state === "checking") return "Checking…";
  if (state === "unknown") return "It could not be checked just now; saving checks it again.";
  return schema.length > 0 ? "" : "It is a JSON Schema that messages can be checked against.";
}

function Examples({ value, check, onChange }: VersionEditorProps & { check: SchemaCheck }) {
  const id = useId();
  const { examples } = value;
  const addRef = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const goTo = useRef<(place: CodePlace) => void>(() => {});
  const at = Math.max(
    0,
    examples.findIndex((one) => one.id === chosen),
  );
  const shown = examples[at];
  const issues = check.examples[at] ?? [];
  const misfits = check.examples.filter((one) => one.length > 0).length;

  function add() {
    const parsed = readJson(value.schema);
    const made =
      "value" in parsed && typeof parsed.value === "object" ? exampleOf({ schemas: { "1": parsed.value } }) : {};
    const example = newExample(JSON.stringify(made ?? {}, null, 2));
    onChange({ ...value, examples: [...examples, example] });
    setChosen(example.id);
  }

  function change(text: string) {
    if (shown) onChange({ ...value, examples: examples.map((one) => (one === shown ? { ...one, text } : one)) });
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="grow text-dense font-firm">Examples</h3>
        <Button
          ref={addRef}
          size="small"
          icon={<Plus aria-hidden="true" size={14} strokeWidth={1.5} />}
          unavailable={mayAddExample(value) ? undefined : "A schema has 20 examples at most."}
          onClick={add}
        >
          Add example
        </Button>
        {shown ? (
          <Button
            size="small"
            variant="quiet"
            icon={<X aria-hidden="true" size={14} strokeWidth={1.5} />}
            onClick={() => {
              onChange({ ...value, examples: examples.filter((one) => one !== shown) });
              // With the last one this button goes as well.
              addRef.current?.focus();
            }}
          >
            Remove example {at + 1}
          </Button>
        ) : null}
      </div>
      {shown ? (
        <>
          <Tabs
            id={id}
            label="Examples"
            value={String(shown.id)}
            onChange={(tab) => setChosen(Number(tab))}
            tabs={examples.map((one, n) => ({
              id: String(one.id),
              label: `Example ${n + 1}${check.examples[n]?.length ? ", does not fit" : ""}`,
            }))}
          />
          <TabPanel id={id} tab={String(shown.id)} className="grid grid-cols-[minmax(0,1fr)] gap-2">
            <CodeEditor
              key={shown.id}
              leastLines={6}
              value={shown.text}
              onChange={change}
              label={`Example ${at + 1}`}
              describedBy={issues.length > 0 ? `${id}-issues` : undefined}
              wrong={issues[0]?.place ?? null}
              goToRef={goTo}
            />
            <IssueList
              id={`${id}-issues`}
              label="Where the example does not fit"
              issues={issues}
              onGoTo={(place) => goTo.current(place)}
            />
          </TabPanel>
        </>
      ) : null}
      <p role="status" className="max-w-measure text-meta text-ink-3">
        {examples.length === 0
          ? "Customers see the first example, and tests send it. Without one it is made from the schema."
          : check.state !== "checked" || check.schema.length > 0
            ? ""
            : misfits === 0
              ? "Every example fits the schema."
              : `${misfits} of ${examples.length} ${misfits === 1 ? "does" : "do"} not fit the schema. ${misfits === 1 ? "It" : "They"} can be saved nevertheless.`}
      </p>
    </div>
  );
}
