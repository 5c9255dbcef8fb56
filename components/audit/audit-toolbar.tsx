"use client";

import { exportPath } from "@/components/audit/queries.ts";
import type { AuditState } from "@/components/audit/search-params.ts";
import { ACTION_GROUPS, ACTOR_WORDS } from "@/components/audit/words.ts";
import { RangeControl } from "@/components/filters/range-control.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { ACTIVITY_ACTORS } from "@/lib/contract/activity-kinds.ts";

type AuditToolbarProps = { state: AuditState; onChange: (changes: Partial<AuditState>) => unknown };

const ACTORS = ACTIVITY_ACTORS.map((value) => ({ value, label: ACTOR_WORDS[value] }));
const GROUPS = ACTION_GROUPS.map(({ value, label }) => ({ value, label }));

export function AuditToolbar({ state, onChange }: AuditToolbarProps) {
  // The moments of a floating range are those of the press.
  const download = (format: "csv" | "ndjson") => () => window.location.assign(exportPath(state, format, Date.now()));
  return (
    <search aria-label="Filters" className="mt-4 mb-2 flex flex-wrap items-center gap-2">
      <Select
        className="w-auto! max-sm:grow"
        aria-label="Who"
        value={state.actor ?? ""}
        options={[{ value: "", label: "Everybody" }, ...ACTORS]}
        onChange={({ target }) => onChange({ actor: ACTIVITY_ACTORS.find((actor) => actor === target.value) ?? null })}
      />
      <Select
        className="w-auto! max-sm:grow"
        aria-label="What"
        value={state.what ?? ""}
        options={[{ value: "", label: "Everything" }, ...GROUPS]}
        onChange={({ target }) =>
          onChange({ what: ACTION_GROUPS.find(({ value }) => value === target.value)?.value ?? null })
        }
      />
      <RangeControl
        state={state}
        onRange={(range) => onChange({ range, from: null, to: null })}
        onWindow={(window) => onChange(window)}
      />
      <Input
        className="w-56! max-sm:w-full!"
        type="search"
        aria-label="Text in the name, the action, the object, the reason or the address"
        placeholder="Name, id, reason, address"
        value={state.q}
        maxLength={200}
        onChange={({ target }) => onChange({ q: target.value })}
      />
      {(["app", "object", "by"] as const).map((name) => {
        const value = state[name];
        if (!value) return null;
        const label = { app: "application", object: "about", by: "by" }[name];
        return (
          <Button
            key={name}
            aria-label={`Remove the filter ${label} ${value}`}
            onClick={() => onChange({ [name]: null })}
          >
            {label} <span className="text-mono">{value.slice(0, 12)}…</span> ×
          </Button>
        );
      })}
      <span className="flex gap-2 sm:ms-auto">
        <Button onClick={download("csv")}>Export CSV</Button>
        <Button onClick={download("ndjson")}>Export NDJSON</Button>
      </span>
    </search>
  );
}
