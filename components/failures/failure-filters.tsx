"use client";

import { ChevronDown, X } from "lucide-react";
import { useRef, useState } from "react";
import { useApplicationField } from "@/components/applications/application-field.ts";
import type { FailureFilter } from "@/components/failures/search-params.ts";
import { labelOf } from "@/components/filters/fields.ts";
import { FilterPanel } from "@/components/filters/filter-panel.tsx";
import { RANGE_WORDS, RANGES } from "@/components/filters/range.ts";
import { Button } from "@/components/ui/button.tsx";
import { Menu } from "@/components/ui/menu.tsx";

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
      <CustomerFilter chosen={filter.app ?? NONE} onChange={(app) => onChange({ app: app.length > 0 ? app : null })} />
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

const NONE: string[] = [];
const PLACE = { field: "app" };

/** Any customers of however many: the panel of the explorer's filter, at the one field. */
function CustomerFilter({ chosen, onChange }: { chosen: string[]; onChange: (app: string[]) => void }) {
  const [isOpen, setOpen] = useState(false);
  const anchorRef = useRef<HTMLSpanElement>(null);
  const field = useApplicationField("Customer", chosen, true);
  const [only, ...others] = chosen;
  const name = field && only ? labelOf(field, only) : null;
  const text =
    others.length > 0 ? `${chosen.length} customers` : only === undefined ? "Every customer" : (name ?? "One customer");
  return (
    <span ref={anchorRef} className="inline-flex max-w-52">
      <Button aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="flex items-center gap-1">
          <span className="truncate">{text}</span>
          <ChevronDown aria-hidden="true" size={14} strokeWidth={1.5} className="shrink-0" />
        </span>
      </Button>
      {field ? (
        <FilterPanel
          place={isOpen ? PLACE : null}
          onClose={(refocus) => {
            setOpen(false);
            if (refocus) anchorRef.current?.querySelector("button")?.focus();
          }}
          anchorRef={anchorRef}
          fields={[field]}
          values={{ app: chosen }}
          onChange={(_, values) => onChange(values)}
        />
      ) : null}
    </span>
  );
}
