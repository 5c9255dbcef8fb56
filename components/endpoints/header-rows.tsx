"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import type { HeaderRow } from "@/components/endpoints/endpoint-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";

type HeaderRowsProps = {
  rows: HeaderRow[];
  onChange: (rows: HeaderRow[]) => void;
  error?: string | undefined;
};

/** New headers, a line for each. What is saved is not read back, so only new values are ever in here. */
export function HeaderRows({ rows, onChange, error }: HeaderRowsProps) {
  const t = useTranslations("endpoints.headers");
  const errorId = useId();
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(rows.length);

  useEffect(() => {
    const inputs = ref.current?.querySelectorAll<HTMLInputElement>("input[data-header-name]");
    if (rows.length > before.current) inputs?.[rows.length - 1]?.focus();
    before.current = rows.length;
  }, [rows.length]);

  const change = (id: number, part: Partial<HeaderRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));

  return (
    <div ref={ref} className="grid gap-2">
      {rows.map((row, index) => (
        <div key={row.id} className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
          <Input
            machine
            data-header-name=""
            aria-label={t("name", { number: index + 1 })}
            aria-describedby={error ? errorId : undefined}
            aria-invalid={error ? true : undefined}
            placeholder="Authorization"
            autoComplete="off"
            value={row.name}
            onChange={(event) => change(row.id, { name: event.target.value })}
            className="sm:max-w-52"
          />
          <Input
            machine
            aria-label={t("value", { number: index + 1 })}
            placeholder="Bearer …"
            autoComplete="off"
            value={row.value}
            onChange={(event) => change(row.id, { value: event.target.value })}
            className="min-w-0 flex-1"
          />
          <IconButton
            label={t("removeNamed", { name: row.name || index + 1 })}
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
          onClick={() => onChange([...rows, { id: 1 + Math.max(0, ...rows.map(({ id }) => id)), name: "", value: "" }])}
        >
          {t("add")}
        </Button>
      </div>
    </div>
  );
}
