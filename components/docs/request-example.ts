import { type HarRequest, HTTPSnippet } from "@readme/httpsnippet";
import type { ReferenceOperation } from "@/components/docs/reference.ts";
import { propertiesOf, resolved } from "@/components/event-types/schema-fields.ts";
import { exampleOf } from "@/lib/contract/example.ts";

type Json = Record<string, unknown>;

/** What a reader recognises, where the schema alone would make up a word. */
const EXAMPLES: Record<string, unknown> = {
  app_id: "app_2wSTjDqZVLZTxo3pqE9dzlGmXzA",
  endpoint_id: "ep_2wSTkQmZBq1hMcVOP5fwvcmZcCh",
  msg_id: "msg_2wSTlXPrvW1k5EcRAbbPYLa7oWD",
  attempt_id: "atmpt_2wSTmKDSZk0yUB5v6DZ3zVgVrBE",
  event_type_name: "job.completed",
  eventType: "job.completed",
  name: "Acme Ltd.",
  url: "https://example.com/webhooks",
  description: "A job has ended well.",
  payload: { jobId: "job_42", status: "completed", rowsProcessed: 1250 },
  uid: "acme",
  appId: "app_2wSTjDqZVLZTxo3pqE9dzlGmXzA",
  endpointId: "ep_2wSTkQmZBq1hMcVOP5fwvcmZcCh",
  msgId: "msg_2wSTlXPrvW1k5EcRAbbPYLa7oWD",
};
const OWN_ID: Record<string, unknown> = {
  Application: EXAMPLES.app_id,
  Endpoint: EXAMPLES.endpoint_id,
  Message: EXAMPLES.msg_id,
  Attempt: EXAMPLES.attempt_id,
};
/** What an example that is made from a schema puts where the schema says no more than that it is text. */
const ANY_TEXT = "string";

/** A body that requires nothing is shown with these, as far as it knows them. */
const USUAL = ["url", "name", "description", "disabled", "eventTypes", "events", "enabled"];

type Target = Parameters<HTTPSnippet["convert"]>[0];

const LANGUAGES: { id: string; label: string; target: Target; client: string }[] = [
  { id: "curl", label: "cURL", target: "shell", client: "curl" },
  { id: "node", label: "Node", target: "javascript", client: "fetch" },
  { id: "python", label: "Python", target: "python", client: "requests" },
  { id: "go", label: "Go", target: "go", client: "native" },
];

function exampleField(name: string, schema: Json): unknown {
  return EXAMPLES[name] ?? exampleOf({ schemas: { 1: { properties: { [name]: schema } } } })?.[name];
}

/** What an operation needs at least; where it needs nothing, what one usually gives. */
function exampleBody(body: Json): Json {
  const properties = propertiesOf(resolved(body, body), body).map((property) => ({
    ...property,
    schema: { ...property.schema, components: body.components },
  }));
  const required = properties.filter((property) => property.required);
  const usual = properties.filter(({ name }) => USUAL.includes(name)).slice(0, 2);
  const shown = required.length > 0 ? required : usual.length > 0 ? usual : properties.slice(0, 1);
  return Object.fromEntries(shown.map(({ name, schema }) => [name, exampleField(name, schema)]));
}

function withNames(value: unknown, tag: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withNames(one, tag));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const known = name === "id" ? OWN_ID[tag] : EXAMPLES[name];
      const isMade = field === ANY_TEXT || (field === null && name === "payload");
      return [name, isMade && known !== undefined ? known : withNames(field, tag)];
    }),
  );
}

/** The answer as JSON, made from its schema. */
export function answerExample(operation: ReferenceOperation, schema: Json): string {
  return JSON.stringify(withNames(exampleOf({ schemas: { 1: schema } }), operation.tag), null, 2);
}

/** The request in each language. `baseUrl`: where this installation is reached. */
export function requestExamples(operation: ReferenceOperation, baseUrl: string) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => String(EXAMPLES[name] ?? name));
  const query = operation.parameters.filter((parameter) => parameter.in === "query" && parameter.required);
  const body = operation.body ? exampleBody(operation.body) : null;
  const request = {
    method: operation.method,
    url: `${baseUrl}${path}`,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headersSize: -1,
    bodySize: -1,
    headers: [
      ...(operation.isPublic ? [] : [{ name: "authorization", value: "Bearer ph_live_YOUR_KEY" }]),
      ...(body ? [{ name: "content-type", value: "application/json" }] : []),
    ],
    queryString: query.map(({ name, schema }) => ({ name, value: String(exampleField(name, schema)) })),
    ...(body ? { postData: { mimeType: "application/json", text: JSON.stringify(body) } } : {}),
  };
  // Its type asks for a body even where the method has none.
  const snippet = new HTTPSnippet(request as HarRequest);
  return LANGUAGES.map(({ id, label, target, client }) => {
    const code = snippet.convert(target, client);
    return { id, label, code: String(Array.isArray(code) ? code[0] : code).trim() };
  });
}
