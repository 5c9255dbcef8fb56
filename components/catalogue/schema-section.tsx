"use client";

import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { type Draft, FIRST_SCHEMA, nextVersion, type VersionDraft } from "@/components/catalogue/draft.ts";
import { VersionEditor } from "@/components/catalogue/version-editor.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Select } from "@/components/ui/select.tsx";

type SchemaSectionProps = { versions: VersionDraft[]; onChange: (versions: VersionDraft[]) => void };

/** The versions of the schema: the newest is the one that counts, older ones stay to be read. */
export function SchemaSection({ versions, onChange }: SchemaSectionProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const ref = useRef<HTMLElement>(null);
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0];
  const [newest] = versions;
  const next = nextVersion({ versions } as Pick<Draft, "versions">);

  function add() {
    const examples = newest?.examples.map((one) => ({ ...one })) ?? [];
    onChange([{ version: next, schema: newest?.schema ?? FIRST_SCHEMA, examples }, ...versions]);
    setChosen(next);
  }

  return (
    <section ref={ref} aria-labelledby="schema" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="schema" className="grow scroll-mt-24 text-lead">
          Schema
        </h2>
        {versions.length > 1 && shown ? (
          <Select
            aria-label="Version"
            className="w-auto!"
            value={shown.version}
            onChange={({ target }) => setChosen(target.value)}
            options={versions.map(({ version }, n) => ({
              value: version,
              label: n === 0 ? `Version ${version}, the newest` : `Version ${version}`,
            }))}
          />
        ) : null}
        {shown ? (
          <>
            <Button size="small" icon={<Plus aria-hidden="true" size={14} strokeWidth={1.5} />} onClick={add}>
              New version {next}
            </Button>
            <Button
              size="small"
              variant="quiet"
              onClick={() => {
                onChange(versions.filter((one) => one !== shown));
                setChosen(null);
                // With the last version this button goes as well; another one is there then.
                requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>("button")?.focus());
              }}
            >
              Remove version {shown.version}
            </Button>
          </>
        ) : null}
      </div>
      {shown ? (
        <VersionEditor
          key={shown.version}
          value={shown}
          onChange={(next) => onChange(versions.map((one) => (one === shown ? next : one)))}
        />
      ) : (
        <div>
          <p className="mb-3 max-w-measure text-body text-ink-2">
            A schema tells customers which fields there are. Messages can be checked against it, and what is otherwise
            is reported here.
          </p>
          <Button icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />} onClick={add}>
            Write a schema
          </Button>
        </div>
      )}
    </section>
  );
}
