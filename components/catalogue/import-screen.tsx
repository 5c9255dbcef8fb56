"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { ImportPreview } from "@/components/catalogue/import-preview.tsx";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { UnsavedGuard, useUnsaved } from "@/components/endpoints/unsaved-guard.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { ApiError } from "@/lib/contract/client.ts";

/** As the server takes them, in characters. */
const LONGEST = 2_000_000;

/** A document in, what it would change, what of it is wanted, and what became of it. */
export function ImportScreen() {
  return (
    <UnsavedGuard>
      <div className="mx-auto max-w-[64rem]">
        <h1 className="text-page">Import from OpenAPI</h1>
        <p className="mt-1 mb-5 max-w-measure text-body text-ink-2">
          Each of a document’s <span className="text-mono">webhooks</span> becomes an event type. You see what would
          change first. What the document refers to outside of itself is never fetched.
        </p>
        <Import />
      </div>
    </UnsavedGuard>
  );
}

function Import() {
  const format = useFormat();
  const forbidden = useForbidden("importEventTypes");
  const fileRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [mistake, setMistake] = useState<string | null>(null);
  const preview = useMutation({
    mutationFn: (specRaw: string) => callAsStaff("POST /event-type/import/openapi/preview", { body: { specRaw } }),
    onSuccess: ({ data }) => {
      const count = (wanted: (typeof data)[number]["action"]) => data.filter(({ action }) => action === wanted).length;
      announce(`${count("add")} to add, ${count("change")} to change, ${count("problem")} cannot be imported.`);
    },
  });
  const apply = useMutation({
    mutationFn: (only: string[]) =>
      callAsStaff("POST /event-type/import/openapi", { body: { specRaw: preview.variables ?? text, only } }),
  });
  useUnsaved("the document", text !== "" && !apply.isSuccess);

  function read(document: string) {
    apply.reset();
    preview.reset();
    if (document.trim() === "") return setMistake("Paste a document, or choose a file.");
    if (document.length > LONGEST) return setMistake(`It is longer than ${format.bytes(LONGEST)}.`);
    setMistake(null);
    preview.mutate(document);
  }

  async function take(file: File | undefined) {
    if (!file) return;
    if (file.size > LONGEST * 2) return setMistake(`${file.name} is larger than ${format.bytes(LONGEST)}.`);
    const content = await file.text();
    setText(content);
    read(content);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!preview.isPending && !forbidden) read(text);
  }

  if (apply.data) {
    const { modified } = apply.data.data;
    const added = new Set(preview.data?.data.flatMap(({ action, name }) => (action === "add" && name ? [name] : [])));
    return (
      <Done
        added={modified.filter((name) => added.has(name))}
        changed={modified.filter((name) => !added.has(name))}
        onAnother={() => {
          setText("");
          preview.reset();
          apply.reset();
        }}
      />
    );
  }
  return (
    <>
      <Form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Field label="OpenAPI document" error={mistake} hint="Version 3.1, or 3.0 with x-webhooks; JSON or YAML.">
          <Textarea
            machine
            rows={preview.data ? 6 : 14}
            wrap="off"
            value={text}
            placeholder={"openapi: 3.1.0\nwebhooks:\n  invoice.paid:\n    post: …"}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            variant={preview.data ? "secondary" : "primary"}
            pending={preview.isPending}
            unavailable={forbidden}
          >
            {preview.data ? "Preview again" : "Preview"}
          </Button>
          <Button unavailable={forbidden} onClick={() => fileRef.current?.click()}>
            Choose a file…
          </Button>
          <input
            ref={fileRef}
            type="file"
            accept=".json,.yaml,.yml,application/json,application/yaml"
            aria-label="OpenAPI file"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </div>
      </Form>
      {preview.error ? (
        <ErrorPanel title="The document cannot be read." className="mt-6">
          {words(preview.error)}
        </ErrorPanel>
      ) : null}
      {preview.data ? (
        <ImportPreview
          // Another document, other choices.
          key={preview.submittedAt}
          preview={preview.data}
          isStale={preview.variables !== text}
          applying={apply.isPending}
          error={apply.error ? words(apply.error) : null}
          onApply={(names) => apply.mutate(names)}
        />
      ) : null}
    </>
  );
}

function words(error: Error): string {
  const issue = error instanceof ApiError ? error.issues[0] : undefined;
  if (!issue) return error.message;
  const place = issue.loc.slice(2).join(" › ");
  return `${place || "It"} ${issue.msg}.`.replace(/\.\.$/, ".");
}

function Done({ added, changed, onAnother }: { added: string[]; changed: string[]; onAnother: () => void }) {
  return (
    <section aria-labelledby="done">
      <h2
        id="done"
        tabIndex={-1}
        ref={(heading) => heading?.focus()}
        className="focus-inset flex items-center gap-2 text-lead"
      >
        <StateGlyph state="delivered" className="text-ok-mark" />
        Imported: {formatQuantity(added.length, "event type", "event types")} added, {changed.length} changed.
      </h2>
      <ul className="mt-3 border-line border-b">
        {[...added, ...changed].map((name) => (
          <li key={name} className="flex flex-wrap gap-x-3 border-line border-t py-1.5 text-dense">
            <TextLink href={`/console/event-types/${encodeURIComponent(name)}`} className="text-mono wrap-anywhere">
              {name}
            </TextLink>
            <span className="ms-auto text-ink-3">{added.includes(name) ? "added" : "changed"}</span>
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink href="/console/event-types" variant="primary">
          All event types
        </ButtonLink>
        <Button onClick={onAnother}>Import another document</Button>
      </div>
    </section>
  );
}
