"use client";

import { Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { emptyRule, type RuleDraft } from "@/components/privacy/rules-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { MAX_REDACTION_RULES } from "@/lib/contract/json-path.ts";

type RuleFieldsProps = {
  draft: readonly RuleDraft[];
  wrong?: ReadonlyMap<number, string> | undefined;
  onChange: (draft: RuleDraft[]) => void;
};

/** Paths whose values are shown to nobody, a line for each. */
export function RuleFields({ draft, wrong, onChange }: RuleFieldsProps) {
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(draft.length);

  // What was added is to be filled in; where a path was is nothing to stand on.
  useEffect(() => {
    const [was, is] = [before.current, draft.length];
    before.current = is;
    if (is > was) ref.current?.querySelector<HTMLElement>("li:last-child input")?.focus();
    if (is < was) ref.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  }, [draft.length]);

  const set = (id: number, part: Partial<RuleDraft>) =>
    onChange(draft.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)));
  return (
    <div ref={ref} className="grid gap-3">
      {draft.length > 0 ? (
        <ul aria-label="Paths" className="grid gap-3">
          {draft.map(({ id, path, eventTypes }, index) => (
            <li
              key={id}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_auto]"
            >
              <Field label={`Path ${index + 1}`} error={wrong?.get(id) ?? null}>
                <Input
                  machine
                  autoComplete="off"
                  placeholder="$.customer.email"
                  value={path}
                  onChange={(event) => set(id, { path: event.target.value })}
                />
              </Field>
              <Field label={`Event types of path ${index + 1}`} className="max-sm:col-start-1">
                <Input
                  machine
                  autoComplete="off"
                  placeholder="all"
                  value={eventTypes}
                  onChange={(event) => set(id, { eventTypes: event.target.value })}
                />
              </Field>
              <IconButton
                label={`Remove path ${index + 1}`}
                className="mt-[26px] max-sm:col-start-2 max-sm:row-start-1"
                onClick={() => onChange(draft.filter((rule) => rule.id !== id))}
              >
                <Trash2 aria-hidden="true" size={16} strokeWidth={1.5} />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-body text-ink-2">Nothing is redacted.</p>
      )}
      {draft.length < MAX_REDACTION_RULES ? (
        <div>
          <Button size="small" data-add="" onClick={() => onChange([...draft, emptyRule()])}>
            Add a path
          </Button>
        </div>
      ) : null}
    </div>
  );
}
