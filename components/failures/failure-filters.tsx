"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { customersQuery } from "@/components/failures/queries.ts";
import type { FailureFilter } from "@/components/failures/search-params.ts";
import { RANGE_WORDS, RANGES } from "@/components/filters/range.ts";
import { Button } from "@/components/ui/button.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { Select } from "@/components/ui/select.tsx";

const STATES = [
  { value: null, text: "Needs attention" },
  { value: "open", text: "Open" },
  { value: "acknowledged", text: "Acknowledged" },
  { value: "muted", text: "Muted" },
  { value: "resolved", text: "Resolved" },
  { value: "all", text: "Every state" },
] as const;

const capital = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;
const seenText = (seen: FailureFilter["seen"]) => (seen ? capital(RANGE_WORDS[seen]) : "Any time");

type FailureFiltersProps = { filter: FailureFilter; onChange: (changes: Partial<FailureFilter>) => void };

/** State, time and customer: what narrows the list besides the causes. */
export function FailureFilters({ filter, onChange }: FailureFiltersProps) {
  const customers = useQuery(customersQuery).data ?? [];
  const [only, ...others] = filter.app ?? [];
  const isKnown = customers.some(({ id }) => id === only);
  const isNarrowed = [filter.state, filter.cause, filter.app, filter.endpoint, filter.seen].some((one) => one !== null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Menu
        label="State"
        align="start"
        button={{ text: STATES.find(({ value }) => value === filter.state)?.text ?? "Needs attention" }}
        items={STATES.map(({ value, text }) => ({
          label: text,
          checked: value === filter.state,
          onSelect: () => onChange({ state: value }),
        }))}
      />
      <Menu
        label="Seen"
        align="start"
        button={{ text: seenText(filter.seen) }}
        items={[null, ...RANGES].map((seen) => ({
          label: seenText(seen),
          checked: seen === filter.seen,
          onSelect: () => onChange({ seen }),
        }))}
      />
      <Select
        aria-label="Customer"
        className="max-w-52"
        value={others.length > 0 ? "several" : (only ?? "")}
        onChange={(event) => onChange({ app: event.target.value ? [event.target.value] : null })}
        options={[
          { value: "", label: "Every customer" },
          ...(others.length > 0 ? [{ value: "several", label: `${others.length + 1} customers` }] : []),
          ...(only && !isKnown && others.length === 0 ? [{ value: only, label: "One customer" }] : []),
          ...customers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {filter.endpoint ? (
        <Button
          icon={<X aria-hidden="true" size={14} strokeWidth={1.5} />}
          aria-label="Show every endpoint again"
          onClick={() => onChange({ endpoint: null })}
        >
          {filter.endpoint.length === 1 ? "One endpoint" : `${filter.endpoint.length} endpoints`}
        </Button>
      ) : null}
      {isNarrowed ? (
        <Button
          variant="quiet"
          onClick={() => onChange({ state: null, cause: null, app: null, endpoint: null, seen: null })}
        >
          Clear
        </Button>
      ) : null}
    </div>
  );
}
