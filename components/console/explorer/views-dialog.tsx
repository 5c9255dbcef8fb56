"use client";

import { X } from "lucide-react";
import Link from "next/link";
import type { FormEvent } from "react";
import { useState } from "react";
import { useSharedViews } from "@/components/console/explorer/shared-views.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";

/** Saves the filter of the moment for everybody, and takes away what nobody needs. */
export function ViewsDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const { views, save, remove } = useSharedViews();
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const isKnown = views.data?.some((view) => view.name === name.trim());

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    setMissing(trimmed === "");
    if (trimmed !== "") save.mutate({ name: trimmed, query }, { onSuccess: () => setName("") });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Shared views"
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="grid gap-4 text-ink">
        <p className="text-dense text-ink-2">All staff see them. Who saves and deletes one is in the audit log.</p>
        {views.error ? <QueryError title="We could not load the views." query={views} /> : null}
        {views.data?.length === 0 ? <p className="text-dense text-ink-2">Nobody has saved one yet.</p> : null}
        <ul>
          {views.data?.map((view) => (
            <li key={view.id} className="flex items-center justify-between gap-3 border-line border-t text-dense">
              <Link
                href={view.query || "?"}
                onClick={onClose}
                title={`Saved by ${view.createdBy}`}
                className="inline-flex min-h-8 min-w-0 items-center underline decoration-line-strong underline-offset-3"
              >
                <span className="truncate">{view.name}</span>
              </Link>
              <IconButton label={`Delete ${view.name}`} onClick={() => remove.mutate(view.id)}>
                <X aria-hidden="true" size={14} strokeWidth={1.5} />
              </IconButton>
            </li>
          ))}
        </ul>
        <Form onSubmit={submit} className="flex flex-wrap items-end gap-2">
          <Field
            label="Save what the list shows as"
            error={isMissing ? "Give it a name." : null}
            hint={isKnown ? "Replaces the view of this name." : null}
            className="min-w-40 grow"
          >
            <Input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
          </Field>
          <Button type="submit" pending={save.isPending}>
            Save
          </Button>
        </Form>
        <MutationError error={save.error ?? remove.error} title="The views were not changed." />
      </div>
    </Dialog>
  );
}
