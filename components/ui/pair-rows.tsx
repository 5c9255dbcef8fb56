"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";

export type PairRow = { id: number; name: string; value: string };

type PairRowsProps<Row extends PairRow> = {
  rows: Row[];
  onChange: (rows: Row[]) => void;
  /** A row that was added, before anything is typed. */
  made: (empty: PairRow) => Row;
  words: {
    name: (number: number) => string;
    value: (number: number) => string;
    /** By what it is called; by its number while it has no name. */
    remove: (name: string | number) => string;
    add: string;
  };
  namePlaceholder: string;
  valuePlaceholder: (row: Row) => string | undefined;
  /** Where values are secret they are dots. */
  valueType?: "text" | "password";
  isNameFixed?: (row: Row) => boolean;
  error?: string | null | undefined;
};

/** Names and values, a line for each. The name of a line that was just added has the focus. */
export function PairRows<Row extends PairRow>({ rows, onChange, words, error, ...props }: PairRowsProps<Row>) {
  const { made, namePlaceholder, valuePlaceholder, valueType = "text", isNameFixed } = props;
  const errorId = useId();
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(rows.length);

  useEffect(() => {
    const names = ref.current?.querySelectorAll<HTMLInputElement>("input[data-pair-name]");
    if (rows.length > before.current) names?.[rows.length - 1]?.focus();
    before.current = rows.length;
  }, [rows.length]);

  const change = (id: number, part: Partial<PairRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));

  return (
    <div ref={ref} className="grid grid-cols-1 gap-2">
      {rows.map((row, index) => (
        <div key={row.id} className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
          <Input
            machine
            data-pair-name=""
            aria-label={words.name(index + 1)}
            aria-describedby={error ? errorId : undefined}
            aria-invalid={error ? true : undefined}
            placeholder={namePlaceholder}
            autoComplete="off"
            readOnly={isNameFixed?.(row)}
            value={row.name}
            onChange={({ target }) => change(row.id, { name: target.value })}
            className="sm:max-w-52"
          />
          <Input
            machine
            type={valueType}
            aria-label={words.value(index + 1)}
            placeholder={valuePlaceholder(row)}
            autoComplete={valueType === "password" ? "new-password" : "off"}
            value={row.value}
            onChange={({ target }) => change(row.id, { value: target.value })}
            className="min-w-0 flex-1"
          />
          <IconButton
            label={words.remove(row.name || index + 1)}
            onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        </div>
      ))}
      {error ? (
        <p id={errorId} className="flex items-start gap-1.5 text-dense text-fail-ink">
          <StateGlyph state="failed" className="mt-0.5 text-fail-mark" />
          {error}
        </p>
      ) : null}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={() =>
            onChange([...rows, made({ id: 1 + Math.max(0, ...rows.map(({ id }) => id)), name: "", value: "" })])
          }
        >
          {words.add}
        </Button>
      </div>
    </div>
  );
}
