"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import type { FormEvent } from "react";
import { useState } from "react";
import { ApplicationFacts } from "@/components/applications/application-facts.tsx";
import { type MetadataRow, metadataOf, mistakeIn, rowsOfMetadata } from "@/components/applications/metadata-rows.ts";
import { applicationQuery } from "@/components/applications/queries.ts";
import { useApplicationChange } from "@/components/applications/use-application-change.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

/** What we know of a customer, and what the operator's own systems wrote beside it. */
export function ApplicationMetadata({ applicationId }: { applicationId: string }) {
  const { data: application } = useQuery(applicationQuery(applicationId));
  if (!application) return null;
  return (
    <div className="grid max-w-container-xl grid-cols-1 gap-8">
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-2 text-lead">
          Details
        </h2>
        <ApplicationFacts application={application} />
      </section>
      {/* Rows that somebody else has saved meanwhile begin anew. */}
      <MetadataForm key={application.updatedAt} application={application} />
    </div>
  );
}

function MetadataForm({ application }: { application: ApplicationOut }) {
  const saved = rowsOfMetadata(application.metadata);
  const [rows, setRows] = useState<MetadataRow[]>(saved);
  const [mistake, setMistake] = useState<string | null>(null);
  const forbidden = useForbidden("engineer");
  const save = useApplicationChange(
    (metadata: Record<string, string>) =>
      callAsStaff("PATCH /app/{app_id}", { params: { app_id: application.id }, body: { metadata } }),
    () => showToast({ text: "The metadata was saved." }),
  );
  const isChanged = JSON.stringify(metadataOf(rows)) !== JSON.stringify(application.metadata);
  const change = (id: number, part: Partial<MetadataRow>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const wrong = mistakeIn(rows);
    setMistake(wrong);
    if (!wrong) save.mutate(metadataOf(rows));
  }

  return (
    <section aria-labelledby="metadata">
      <h2 id="metadata" className="text-lead">
        Metadata
      </h2>
      <p className="mt-1 mb-3 max-w-measure text-body text-ink-2">
        Keys and values of your own, such as the plan or the id in your billing. Search finds customers by the values;
        customers are not shown them.
      </p>
      <Form onSubmit={onSubmit} className="grid max-w-160 gap-2">
        {rows.length === 0 ? <p className="text-body text-ink-3">There is none yet.</p> : null}
        {rows.map((row, index) => (
          <div key={row.id} className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
            <Input
              machine
              aria-label={`Key ${index + 1}`}
              placeholder="plan"
              autoComplete="off"
              readOnly={forbidden !== undefined}
              value={row.key}
              onChange={({ target }) => change(row.id, { key: target.value })}
              className="sm:max-w-52"
            />
            <Input
              machine
              aria-label={`Value of ${row.key || `key ${index + 1}`}`}
              placeholder="pro"
              autoComplete="off"
              readOnly={forbidden !== undefined}
              value={row.value}
              onChange={({ target }) => change(row.id, { value: target.value })}
              className="min-w-0 flex-1"
            />
            {forbidden ? null : (
              <IconButton
                label={`Remove ${row.key || `key ${index + 1}`}`}
                onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
              >
                <X aria-hidden="true" size={16} strokeWidth={1.5} />
              </IconButton>
            )}
          </div>
        ))}
        {mistake ? (
          <p role="alert" className="text-dense text-fail-ink">
            {mistake}
          </p>
        ) : null}
        {save.error ? <ErrorPanel title="The metadata was not saved.">{save.error.message}</ErrorPanel> : null}
        <div className="mt-1 flex flex-wrap gap-2">
          <Button
            icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
            unavailable={forbidden}
            onClick={() => setRows([...rows, { id: 1 + Math.max(0, ...rows.map(({ id }) => id)), key: "", value: "" }])}
          >
            Add key
          </Button>
          {isChanged ? (
            <>
              <Button type="submit" variant="primary" pending={save.isPending}>
                Save metadata
              </Button>
              <Button onClick={() => setRows(saved)}>Discard</Button>
            </>
          ) : null}
        </div>
      </Form>
    </section>
  );
}
