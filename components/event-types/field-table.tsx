"use client";

import { Fragment } from "react";
import { useTranslations } from "use-intl";
import type { SchemaField } from "@/components/event-types/schema-fields.ts";
import { Code, WithCode } from "@/components/ui/code.tsx";
import { LedgerBody, LedgerTable } from "@/components/ui/ledger-table.tsx";

const INDENT_PX = 16;

/** The fields of a payload, a request or an answer; nested ones stand below their parent, indented. `of`: whose they are. */
export function FieldTable({ of, fields }: { of: string; fields: SchemaField[] }) {
  const t = useTranslations("event-types.fields");
  const columns = [
    { id: "field", label: t("field"), width: "42%" },
    { id: "about", label: t("about") },
  ];
  return (
    <LedgerTable caption={t("caption", { of })} columns={columns}>
      <LedgerBody>
        {fields.map((field, index) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: alternatives may share a path, and nothing moves.
            key={`${index}-${field.path}`}
            className="border-line border-t align-top"
          >
            <th scope="row" className="py-1.5 pe-2 text-start font-plain">
              <span className="block" style={{ paddingInlineStart: field.depth * INDENT_PX }}>
                <span translate="no" title={field.path} className="text-mono break-words text-ink">
                  {field.name}
                </span>
                <span className="block text-meta text-ink-2">
                  {field.required
                    ? t.rich("typeRequired", {
                        type: field.type,
                        b: (chunks) => <span className="font-firm text-ink">{chunks}</span>,
                      })
                    : field.type}
                </span>
              </span>
            </th>
            <td className="py-1.5 ps-2">
              {field.description ? (
                <p className="text-ink">
                  <WithCode text={field.description} />
                </p>
              ) : null}
              {field.values.length > 0 ? (
                <p className="text-ink-2">
                  {t.rich(field.values.length === 1 ? "always" : "oneOf", {
                    values: () => <Values of={field.values} />,
                  })}
                </p>
              ) : null}
              {field.example ? (
                <p className="text-ink-2">{t.rich("example", { value: () => <Code>{field.example ?? ""}</Code> })}</p>
              ) : null}
              {field.description || field.values.length > 0 || field.example ? null : (
                <span className="text-ink-3">–</span>
              )}
            </td>
          </tr>
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Values({ of }: { of: string[] }) {
  return of.map((value, at) => (
    <Fragment key={value}>
      {at > 0 ? ", " : null}
      <Code>{value}</Code>
    </Fragment>
  ));
}
