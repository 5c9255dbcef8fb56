"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConflictPanel } from "@/components/catalogue/conflict-panel.tsx";
import { DescriptionField } from "@/components/catalogue/description-field.tsx";
import {
  bodyOf,
  changedFields,
  type Draft,
  type DraftErrors,
  draftOf,
  emptyDraft,
  isSame,
  nameProblem,
} from "@/components/catalogue/draft.ts";
import { CheckingFields, VisibilityFields } from "@/components/catalogue/general-fields.tsx";
import { catalogueKey, catalogueTypeQuery } from "@/components/catalogue/queries.ts";
import { SchemaSection } from "@/components/catalogue/schema-section.tsx";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { useUnsaved } from "@/components/endpoints/unsaved-guard.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";

const LABELS: Record<keyof Draft | "schemas" | "sunsetAt", string> = {
  name: "The name",
  description: "The description",
  groupName: "The group",
  featureFlags: "The list of flags",
  validation: "The checking",
  deprecated: "The deprecation",
  sunsetOn: "The date",
  sunsetAt: "The date",
  versions: "The schema",
  schemas: "The schema",
};

type EventTypeFormProps = {
  /** What is stored; null of a new one. */
  stored: EventTypeOut | null;
  /** What a new one is called at first. */
  name?: string;
};

/** Everything of an event type that is written by people, saved at once. */
export function EventTypeForm({ stored: given, name = "" }: EventTypeFormProps) {
  const client = useQueryClient();
  const router = useRouter();
  // What the form was made from: what is stored may be newer.
  const [stored, setStored] = useState(given);
  const [draft, setDraft] = useState<Draft>(() => (given ? draftOf(given) : emptyDraft(name)));
  const [mistakes, setMistakes] = useState<DraftErrors>({});
  const [theirs, setTheirs] = useState<EventTypeOut | null>(null);
  const [isSaved, setSaved] = useState(false);
  const dirty = !isSame(draft, stored ? draftOf(stored) : emptyDraft(name));
  const isNew = stored === null;

  // It is archived beside the form, which goes on from there. What others have changed is told when this is saved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is given anew counts.
  useEffect(() => {
    if (!given || !stored || given.updatedAt === stored.updatedAt) return;
    if (!dirty) setDraft(draftOf(given));
    if (!dirty || changedFields(stored, { ...given, archived: stored.archived }).length === 0) setStored(given);
  }, [given]);

  const save = useMutation({
    mutationFn: async (base: EventTypeOut | null) => {
      const read = bodyOf(draft, base);
      if ("errors" in read) throw new Error("unreachable: what cannot be sent is not saved");
      if (!base) return callAsStaff("POST /event-type", { body: { name: draft.name, archived: false, ...read.body } });
      return callAsStaff("PATCH /event-type/{event_type_name}", {
        params: { event_type_name: base.name },
        query: { unchanged_since: base.updatedAt },
        body: read.body,
      });
    },
    onSuccess: async (saved) => {
      setTheirs(null);
      setSaved(true);
      client.setQueryData(catalogueTypeQuery(saved.name).queryKey, saved);
      if (isNew) {
        // Before the way leads on: nothing is left that could be lost.
        setStored(saved);
        setDraft(draftOf(saved));
        showToast({ text: `${saved.name} is in the catalogue.` });
        router.push(`/console/event-types/${encodeURIComponent(saved.name)}`);
        return;
      }
      setStored(saved);
      setDraft(draftOf(saved));
      await client.invalidateQueries({ queryKey: [...catalogueKey, "drift", saved.name] });
    },
    onError: async (error) => {
      if (!(error instanceof ApiError && error.code === "conflict" && stored)) return;
      const params = { event_type_name: stored.name };
      setTheirs(await callAsStaff("GET /event-type/{event_type_name}", { params }).catch(() => null));
    },
  });
  const refused = formErrors<keyof typeof LABELS>(theirs ? null : save.error, LABELS, stored ? undefined : "name");
  const errors: DraftErrors = {
    ...refused.fields,
    versions: refused.fields.schemas ?? refused.fields.versions,
    sunsetOn: refused.fields.sunsetAt,
    ...mistakes,
  };
  useUnsaved(isNew ? "the new event type" : stored.name, dirty && !save.isPending);

  function change(part: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...part }));
    setMistakes({});
    setSaved(false);
    if (save.error) save.reset();
  }

  function submit(base: EventTypeOut | null) {
    if (save.isPending) return;
    const problem = isNew ? nameProblem(draft.name) : null;
    const read = bodyOf(draft, base);
    const found: DraftErrors = { ...(problem ? { name: problem } : {}), ...("errors" in read ? read.errors : {}) };
    setMistakes(found);
    if (Object.keys(found).length === 0) save.mutate(base);
  }

  const typed = isNew && draft.name !== "" ? nameProblem(draft.name) : null;
  return (
    <Form
      aria-label={isNew ? "New event type" : `Event type ${stored.name}`}
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        submit(stored);
      }}
    >
      {isNew ? (
        <Field
          label="Name"
          error={typed ?? errors.name}
          hint="Words with dots between them: what it is about, then what happened. Endpoints can choose all of invoice.* at once. It cannot be changed later."
        >
          <Input
            machine
            placeholder="invoice.paid"
            maxLength={256}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </Field>
      ) : null}
      <DescriptionField
        value={draft.description}
        error={errors.description}
        onChange={(description) => change({ description })}
      />
      <SchemaSection versions={draft.versions} onChange={(versions) => change({ versions })} />
      {errors.versions ? (
        <p role="alert" className="text-dense text-fail-ink">
          {errors.versions}
        </p>
      ) : null}
      <section aria-labelledby="more" className="grid grid-cols-[minmax(0,1fr)] gap-4 border-line border-t pt-6">
        <h2 id="more" className="text-lead">
          Checking and visibility
        </h2>
        <CheckingFields draft={draft} errors={errors} onChange={change} />
        <VisibilityFields draft={draft} errors={errors} onChange={change} />
      </section>
      <div className="grid gap-2 border-line border-t py-4">
        {theirs && stored ? (
          <ConflictPanel
            mine={stored}
            theirs={theirs}
            pending={save.isPending}
            onOverwrite={() => submit(theirs)}
            onTakeTheirs={() => {
              client.setQueryData(catalogueTypeQuery(theirs.name).queryKey, theirs);
              setStored(theirs);
              setDraft(draftOf(theirs));
              setTheirs(null);
              save.reset();
            }}
          />
        ) : refused.form ? (
          <ErrorPanel title="It was not saved.">{refused.form}</ErrorPanel>
        ) : null}
        <div className="flex min-h-8 flex-wrap items-center gap-2">
          <Button type="submit" variant={dirty || isNew ? "primary" : "secondary"} pending={save.isPending}>
            {isNew ? "Add to the catalogue" : "Save"}
          </Button>
          {dirty && !isNew && !save.isPending ? (
            <Button variant="quiet" onClick={() => stored && change(draftOf(stored))}>
              Discard changes
            </Button>
          ) : null}
          <span role="status" className="text-dense text-ok-ink">
            {isSaved && !dirty && !save.isPending ? "Saved" : ""}
          </span>
        </div>
      </div>
    </Form>
  );
}
