import { CodeExamples } from "@/components/docs/code-examples.tsx";
import type { ReferenceOperation, ReferenceParameter } from "@/components/docs/reference.ts";
import { answerExample, requestExamples } from "@/components/docs/request-example.ts";
import { FieldTable } from "@/components/event-types/field-table.tsx";
import { fieldsOf, type SchemaField } from "@/components/event-types/schema-fields.ts";
import { Code, CodeBlock, WithCode } from "@/components/ui/code.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";

const PLACES = { path: "Path", query: "Query", header: "Headers" } as const;

function toFields(parameters: ReferenceParameter[]): SchemaField[] {
  return parameters.flatMap(({ name, schema, required, description }) => {
    const root = { properties: { [name]: { ...schema, description } }, required: required ? [name] : [] };
    return fieldsOf(root);
  });
}

/** One operation: what it does and needs, what it answers, and the request to copy. */
export function OperationPage({ operation, baseUrl }: { operation: ReferenceOperation; baseUrl: string }) {
  const { method, path, summary, description, parameters, body, responses } = operation;
  const [success] = responses;
  const answers = success?.schema ? fieldsOf(success.schema) : [];
  return (
    <>
      <h1 className="text-page">{summary}</h1>
      <p className="flex flex-wrap items-center gap-2 pt-2">
        <Code>{`${method} ${path}`}</Code>
        <CopyButton value={path} label="Copy path" />
      </p>
      <p className="max-w-measure pt-2 text-body text-ink-2">
        <WithCode text={description} />
      </p>
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
          {(["path", "query", "header"] as const).map((place) => {
            const fields = toFields(parameters.filter((parameter) => parameter.in === place));
            return <Fields key={place} title={PLACES[place]} id={place} fields={fields} />;
          })}
          {body ? <Fields title="Body" id="body" fields={fieldsOf(body)} orElse="Any JSON." /> : null}
          <Fields title={`Answer ${success?.status ?? ""}`} id="answer" fields={answers} orElse="No body." />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
          <section aria-labelledby="request">
            <Heading id="request">Request</Heading>
            <CodeExamples examples={requestExamples(operation, baseUrl)} />
          </section>
          {success?.schema ? (
            <section aria-labelledby="example">
              <Heading id="example">{`Example of answer ${success.status}`}</Heading>
              <CodeBlock label="JSON answer" code={answerExample(operation, success.schema)} />
            </section>
          ) : null}
          <section aria-labelledby="statuses">
            <Heading id="statuses">All answers</Heading>
            <dl className="grid grid-cols-[3rem_minmax(0,1fr)] gap-y-1.5 text-dense">
              {responses.map(({ status, description: words }) => (
                <div key={status} className="contents">
                  <dt className="text-mono text-ink" data-num>
                    {status}
                  </dt>
                  <dd className="text-ink-2">
                    <WithCode text={words} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </div>
    </>
  );
}

function Heading({ id, children }: { id: string; children: string }) {
  return (
    <h2 id={id} className="scroll-mt-16 pb-1 text-lead">
      {children}
    </h2>
  );
}

type FieldsProps = { title: string; id: string; fields: SchemaField[]; orElse?: string };

function Fields({ title, id, fields, orElse }: FieldsProps) {
  if (fields.length === 0 && !orElse) return null;
  return (
    <section aria-labelledby={id}>
      <Heading id={id}>{title}</Heading>
      {fields.length > 0 ? <FieldTable of={title} fields={fields} /> : <p className="text-body text-ink-2">{orElse}</p>}
    </section>
  );
}
