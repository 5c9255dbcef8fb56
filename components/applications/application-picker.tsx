"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

const SHOWN = 8;

export type Picked = { id: string; name: string };
type ApplicationPickerProps = {
  picked: Picked | null;
  onPick: (application: Picked | null) => void;
  error: string | null;
};

/** One of any number of customers: found by a part of the name or of the own id, then chosen. */
export function ApplicationPicker({ picked, onPick, error }: ApplicationPickerProps) {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: [...applicationsKey, "pick", q],
    queryFn: ({ signal }) => callAsStaff("GET /app", { query: { limit: SHOWN, order: "descending", q } }, signal),
    enabled: picked === null,
    placeholderData: keepPreviousData,
  });
  if (picked) {
    return (
      <div>
        <p className="mb-1.5 text-dense font-firm">For</p>
        <p className="flex flex-wrap items-center gap-3 text-body">
          <span className="min-w-0 break-words">{picked.name}</span>
          <Button size="small" onClick={() => onPick(null)}>
            Choose another
          </Button>
        </p>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <Field label="For" hint="A part of the customer's name or of your id." error={error}>
        <Input type="search" autoComplete="off" value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      {found.error && !found.data ? <QueryError title="We could not look for customers." query={found} /> : null}
      {!found.data && !found.error ? <SkeletonRows rows={3} label="Looking for customers" /> : null}
      {found.data?.data.length === 0 ? (
        <p className="text-dense text-ink-2">{q ? `No customer is called “${q}”.` : "There is no application yet."}</p>
      ) : null}
      {found.data && found.data.data.length > 0 ? (
        <RadioGroup
          legend={q ? "Customers that match" : "The newest customers"}
          legendHidden
          name="application"
          value=""
          options={found.data.data.map(({ id, name, uid }) => ({
            value: id,
            label: name,
            description: <span className="text-mono wrap-anywhere">{uid ?? id}</span>,
          }))}
          onChange={(id) => {
            const chosen = found.data.data.find((one) => one.id === id);
            if (chosen) onPick({ id: chosen.id, name: chosen.name });
          }}
        />
      ) : null}
      {found.data && !found.data.done ? (
        <p className="text-meta text-ink-3">There are more: type to narrow them down.</p>
      ) : null}
    </div>
  );
}
