"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { ConditionRow } from "@/components/payload-filter/condition-row.tsx";
import type { FilterDraft, FilterGroup, FilterRow, Join } from "@/components/payload-filter/filter-draft.ts";
import { newId } from "@/components/payload-filter/filter-draft.ts";
import type { Suggestions } from "@/components/payload-filter/suggestions.ts";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

type FilterRowsProps = {
  draft: FilterDraft;
  onChange: (draft: FilterDraft) => void;
  errors: FieldErrors;
  suggestions: Suggestions;
};

const newRow = (id: number): FilterRow => ({ kind: "row", id, path: "", op: "eq", value: "" });
const PLUS = <Plus aria-hidden="true" size={16} strokeWidth={1.5} />;

/** A line for each condition, and groups of them among the lines. */
export function FilterRows({ draft, onChange, errors, suggestions }: FilterRowsProps) {
  const t = useTranslations("payload-filter");
  const listId = useId();
  const numbers = numbersOf(draft);
  const put = (entry: FilterRow | FilterGroup) =>
    onChange({ ...draft, rows: draft.rows.map((one) => (one.id === entry.id ? entry : one)) });
  const remove = (id: number) => onChange({ ...draft, rows: draft.rows.filter((one) => one.id !== id) });
  const add = (entry: FilterRow | FilterGroup) => onChange({ ...draft, rows: [...draft.rows, entry] });
  const rowProps = (row: FilterRow) => ({ row, number: numbers.get(row.id) ?? 1, listId, suggestions, errors });

  return (
    <div className="grid grid-cols-1 gap-3">
      {draft.rows.length > 1 ? (
        <JoinChoice
          name="filter-join"
          legend={t("join.legend")}
          labels={{ all: t("join.all"), any: t("join.any") }}
          value={draft.join}
          onChange={(join) => onChange({ ...draft, join })}
        />
      ) : null}
      {draft.rows.map((entry) =>
        entry.kind === "row" ? (
          <ConditionRow key={entry.id} {...rowProps(entry)} onChange={put} onRemove={() => remove(entry.id)} />
        ) : (
          <Group
            key={entry.id}
            group={entry}
            number={numbers.get(entry.id) ?? 1}
            onChange={put}
            onRemove={() => remove(entry.id)}
            onAdd={() => put({ ...entry, rows: [...entry.rows, newRow(newId(draft))] })}
            rowProps={rowProps}
          />
        ),
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={PLUS} onClick={() => add(newRow(newId(draft)))}>
          {t("row.add")}
        </Button>
        {draft.rows.length > 0 ? (
          <Button
            size="small"
            icon={PLUS}
            onClick={() => {
              const id = newId(draft);
              const join = draft.join === "all" ? "any" : "all";
              add({ kind: "group", id, join, rows: [newRow(id + 1), newRow(id + 2)] });
            }}
          >
            {t("row.addGroup")}
          </Button>
        ) : null}
      </div>
      <datalist id={listId}>
        {[...suggestions.keys()].map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </div>
  );
}

type GroupProps = {
  group: FilterGroup;
  number: number;
  onChange: (group: FilterGroup) => void;
  onRemove: () => void;
  onAdd: () => void;
  rowProps: (row: FilterRow) => Omit<Parameters<typeof ConditionRow>[0], "onChange" | "onRemove">;
};

function Group({ group, number, onChange, onRemove, onAdd, rowProps }: GroupProps) {
  const t = useTranslations("payload-filter");
  const remove = (id: number) => {
    const rows = group.rows.filter((row) => row.id !== id);
    if (rows.length === 0) onRemove();
    else onChange({ ...group, rows });
  };
  return (
    <div className="grid grid-cols-1 gap-3 border-line-strong border-s-2 ps-3">
      <div className="flex items-start justify-between gap-2">
        <JoinChoice
          name={`filter-join-${group.id}`}
          legend={t("groupJoin.legend", { number })}
          labels={{ all: t("groupJoin.all"), any: t("groupJoin.any") }}
          value={group.join}
          onChange={(join) => onChange({ ...group, join })}
        />
        <IconButton label={t("row.removeGroup", { number })} onClick={onRemove}>
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      {group.rows.map((row) => (
        <ConditionRow
          key={row.id}
          {...rowProps(row)}
          onChange={(next) => onChange({ ...group, rows: group.rows.map((one) => (one.id === next.id ? next : one)) })}
          onRemove={() => remove(row.id)}
        />
      ))}
      <div>
        <Button size="small" icon={PLUS} onClick={onAdd}>
          {t("row.add")}
        </Button>
      </div>
    </div>
  );
}

type JoinChoiceProps = {
  name: string;
  legend: string;
  labels: Record<Join, string>;
  value: Join;
  onChange: (join: Join) => void;
};

function JoinChoice({ name, legend, labels, value, onChange }: JoinChoiceProps) {
  return (
    <RadioGroup
      inline
      legend={legend}
      name={name}
      value={value}
      onChange={(join) => onChange(join as Join)}
      options={[
        { value: "all", label: labels.all },
        { value: "any", label: labels.any },
      ]}
    />
  );
}

/** Rows are counted through, groups apart from them, as they stand. */
function numbersOf({ rows }: FilterDraft): Map<number, number> {
  const numbers = new Map<number, number>();
  let [row, group] = [0, 0];
  for (const entry of rows) {
    if (entry.kind === "row") numbers.set(entry.id, ++row);
    else {
      numbers.set(entry.id, ++group);
      for (const { id } of entry.rows) numbers.set(id, ++row);
    }
  }
  return numbers;
}
