import type { SchemaField } from "@/components/event-types/schema-fields.ts";
import { Code, WithCode } from "@/components/ui/code.tsx";
import { LedgerBody, LedgerTable } from "@/components/ui/ledger-table.tsx";

const COLUMNS = [
  { id: "field", label: "Field", width: "42%" },
  { id: "about", label: "What it is" },
];
const INDENT_PX = 16;

/** The fields of a payload, a request or an answer; nested ones stand below their parent, indented. `of`: whose they are. */
export function FieldTable({ of, fields }: { of: string; fields: SchemaField[] }) {
  return (
    <LedgerTable caption={`Fields of ${of}`} columns={COLUMNS}>
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
                  {field.type}
                  {field.required ? <span className="font-firm text-ink">, required</span> : null}
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
                  {field.values.length === 1 ? "Always " : "One of "}
                  {field.values.map((value, at) => (
                    <span key={value}>
                      {at > 0 ? ", " : null}
                      <Code>{value}</Code>
                    </span>
                  ))}
                </p>
              ) : null}
              {field.example ? (
                <p className="text-ink-2">
                  For example <Code>{field.example}</Code>
                </p>
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
