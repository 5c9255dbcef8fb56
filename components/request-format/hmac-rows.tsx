"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { secretsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { HmacRow } from "@/components/request-format/format-draft.ts";
import { newRow } from "@/components/request-format/format-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { LearnMore } from "@/components/ui/learn-more.tsx";
import { Select } from "@/components/ui/select.tsx";

const MOST = 5;

type HmacRowsProps = {
  endpointId: string;
  rows: HmacRow[];
  onChange: (rows: HmacRow[]) => void;
  errors: FieldErrors;
};

/** Signatures for servers that check one already. */
export function HmacRows({ endpointId, rows, onChange, errors }: HmacRowsProps) {
  const t = useTranslations("request-format.hmac");
  const secrets = useQuery(secretsQuery(useAccess(), endpointId)).data;
  const isKeyPair = secrets?.find((version) => version.current)?.kind === "v1a";
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-dense font-firm">{t("title")}</legend>
      <p className="max-w-measure text-meta text-ink-3">{t("hint")}</p>
      {isKeyPair ? <p className="mt-1 max-w-measure text-dense text-retry-ink">{t("needsSecret")}</p> : null}
      {rows.map((row, index) => (
        <HmacFields
          key={row.id}
          row={row}
          number={index + 1}
          errors={errors}
          onChange={(part) => onChange(rows.map((one) => (one.id === row.id ? { ...one, ...part } : one)))}
          onRemove={() => onChange(rows.filter(({ id }) => id !== row.id))}
        />
      ))}
      {rows.length < MOST ? (
        <Button
          size="small"
          className="mt-3"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={() => onChange([...rows, newRow(rows)])}
        >
          {t("add")}
        </Button>
      ) : null}
    </fieldset>
  );
}

type HmacFieldsProps = {
  row: HmacRow;
  number: number;
  errors: FieldErrors;
  onChange: (part: Partial<HmacRow>) => void;
  onRemove: () => void;
};

function HmacFields({ row, number, errors, onChange, onRemove }: HmacFieldsProps) {
  const t = useTranslations("request-format.hmac");
  const wrong = (field: string) => errors[`hmac.${row.id}.${field}`];
  const HEADERS = ["timestampHeader", "eventHeader", "deliveryHeader"] as const;
  return (
    <div className="mt-3 grid grid-cols-1 gap-3 border-line border-t pt-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto]">
        <Field label={t("headerLabel")} error={wrong("header")}>
          <Input
            machine
            aria-label={t("header", { number })}
            autoComplete="off"
            placeholder="X-Hub-Signature-256"
            value={row.header}
            onChange={(event) => onChange({ header: event.target.value })}
          />
        </Field>
        <Field label={t("prefix")} optional error={wrong("prefix")} className="max-sm:col-start-1">
          <Input
            machine
            autoComplete="off"
            value={row.prefix}
            onChange={(event) => onChange({ prefix: event.target.value })}
          />
        </Field>
        <IconButton
          label={t("remove", { number })}
          onClick={onRemove}
          className="mt-6 max-sm:col-start-2 max-sm:row-start-1"
        >
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      <LearnMore summary={t("more")}>
        <div className="mt-2 grid grid-cols-1 gap-3 sm:grid-cols-2">
          <Field label={t("algorithm")}>
            <Select
              options={(["sha256", "sha1", "sha512"] as const).map((value) => ({ value, label: value.toUpperCase() }))}
              value={row.algorithm}
              onChange={(event) => onChange({ algorithm: event.target.value as HmacRow["algorithm"] })}
            />
          </Field>
          <Field label={t("encoding")}>
            <Select
              options={(["hex", "base64"] as const).map((value) => ({ value, label: t(value) }))}
              value={row.encoding}
              onChange={(event) => onChange({ encoding: event.target.value as HmacRow["encoding"] })}
            />
          </Field>
          <Field label={t("signs")}>
            <Select
              options={[
                { value: "body", label: t("signsBody") },
                { value: "timestamp.body", label: t("signsTimestamp") },
              ]}
              value={row.signs}
              onChange={(event) => onChange({ signs: event.target.value as HmacRow["signs"] })}
            />
          </Field>
          <Field label={t("key")}>
            <Select
              options={[
                { value: "text", label: t("keyText") },
                { value: "bytes", label: t("keyBytes") },
              ]}
              value={row.key}
              onChange={(event) => onChange({ key: event.target.value as HmacRow["key"] })}
            />
          </Field>
          {HEADERS.map((name) => (
            <Field key={name} label={t(name)} optional error={wrong(name)}>
              <Input
                machine
                autoComplete="off"
                placeholder={t("nothing")}
                value={row[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            </Field>
          ))}
        </div>
      </LearnMore>
    </div>
  );
}
