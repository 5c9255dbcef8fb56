import { z } from "zod";
import { type Access, accessOf } from "./access.ts";
import * as alert from "./alert.ts";
import * as apiKey from "./api-key.ts";
import * as application from "./application.ts";
import * as applicationExport from "./application-export.ts";
import * as attempt from "./attempt.ts";
import * as audit from "./audit.ts";
import * as authentication from "./authentication.ts";
import * as backgroundTask from "./background-task.ts";
import * as brandColors from "./brand-colors.ts";
import * as branding from "./branding.ts";
import * as delivery from "./delivery.ts";
import * as deliveryAttempt from "./delivery-attempt.ts";
import * as deliveryExport from "./delivery-export.ts";
import * as deliveryGroup from "./delivery-group.ts";
import * as deliveryHistogram from "./delivery-histogram.ts";
import * as deliveryStream from "./delivery-stream.ts";
import * as deliveryView from "./delivery-view.ts";
import * as endpoint from "./endpoint.ts";
import * as endpointAuthentication from "./endpoint-authentication.ts";
import * as endpointCheck from "./endpoint-check.ts";
import * as endpointHeaders from "./endpoint-headers.ts";
import * as endpointHealth from "./endpoint-health.ts";
import * as endpointSecret from "./endpoint-secret.ts";
import * as endpointTest from "./endpoint-test.ts";
import * as environment from "./environment.ts";
import * as errors from "./errors.ts";
import * as eventType from "./event-type.ts";
import * as eventTypeImport from "./event-type-import.ts";
import * as expunge from "./expunge.ts";
import * as failureGroup from "./failure-group.ts";
import { FIELD_WORDS, PATH_PARAMETERS, STATUS_WORDS } from "./field-words.ts";
import * as filter from "./filter.ts";
import * as filterDryRun from "./filter-dry-run.ts";
import * as fleetReplay from "./fleet-replay.ts";
import * as inbox from "./inbox.ts";
import * as installationSettings from "./installation-settings.ts";
import * as message from "./message.ts";
import type { Operation } from "./operation.ts";
import * as operationalWebhook from "./operational-webhook.ts";
import { type OperationId, operations } from "./operations.ts";
import * as privacy from "./privacy.ts";
import * as quota from "./quota.ts";
import * as replay from "./replay.ts";
import * as requestLog from "./request-log.ts";
import * as search from "./search.ts";
import * as source from "./source.ts";
import * as sourceRequest from "./source-request.ts";
import * as staff from "./staff.ts";
import * as staffAlert from "./staff-alert.ts";
import * as statistics from "./statistics.ts";
import * as system from "./system.ts";
import * as webhook from "./webhook.ts";

type Json = Record<string, unknown>;
type OneOperation = Operation & { id: OperationId };
type Io = "input" | "output";

const MODULES = [
  ...[alert, apiKey, application, attempt, audit, authentication, backgroundTask, brandColors, branding, delivery],
  ...[
    applicationExport,
    deliveryAttempt,
    deliveryHistogram,
    deliveryStream,
    deliveryExport,
    deliveryGroup,
    deliveryView,
  ],
  ...[endpoint, endpointHeaders, endpointSecret, endpointTest],
  ...[endpointAuthentication, endpointCheck, endpointHealth, environment, errors, eventType, eventTypeImport],
  ...[
    expunge,
    failureGroup,
    filter,
    filterDryRun,
    fleetReplay,
    inbox,
    message,
    operationalWebhook,
    quota,
    replay,
    search,
    source,
  ],
  ...[sourceRequest, staff, staffAlert, statistics, system, webhook, requestLog, installationSettings, privacy],
];

/** Schemas that are exported under a name of the wire become components. */
function namedSchemas(): Map<string, z.ZodType> {
  const named = new Map<string, z.ZodType>();
  for (const module of MODULES) {
    for (const [name, value] of Object.entries(module)) {
      if (value instanceof z.ZodType && /(In|Out|Patch|Issue|Try|Stats)$/.test(name)) named.set(name, value);
    }
  }
  return named;
}

/** Every place of an operation where a schema stands, by a key that no component can have. */
function places(operation: Operation): { key: string; io: Io; schema: z.ZodType }[] {
  const found: { key: string; io: Io; schema: z.ZodType }[] = [];
  if (operation.body) found.push({ key: `${operation.id} body`, io: "input", schema: operation.body });
  if (operation.query) found.push({ key: `${operation.id} query`, io: "input", schema: operation.query });
  for (const [status, schema] of Object.entries(operation.responses)) {
    if (schema) found.push({ key: `${operation.id} ${status}`, io: "output", schema });
  }
  return found;
}

function convert(io: Io): { components: Map<string, Json>; inline: Map<string, Json> } {
  const registry = z.registry<{ id: string }>();
  const named = namedSchemas();
  const keys = new Map<z.ZodType, string>([...named].map(([name, schema]) => [schema, name]));
  const inline = new Map<string, Json>();
  const all = operations.flatMap((operation) => places(operation)).filter((place) => place.io === io);
  for (const [name, schema] of named) registry.add(schema, { id: name });
  for (const { key, schema } of all) {
    const known = keys.get(schema);
    if (known) inline.set(key, { $ref: `#/components/schemas/${known}` });
    else {
      registry.add(schema, { id: key });
      keys.set(schema, key);
    }
  }
  const { schemas } = z.toJSONSchema(registry, {
    target: "openapi-3.0",
    io,
    uri: (id) => `#/components/schemas/${id}`,
    // The pattern of a date-time is half a kilobyte and says no more than its format.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  const components = new Map<string, Json>();
  for (const [name, { $id: _, $schema: __, ...schema }] of Object.entries(schemas as Record<string, Json>)) {
    const owner = name.split(" ", 1)[0] ?? name;
    (named.has(name) ? components : inline).set(name, describe(schema, owner));
  }
  return { components, inline };
}

/** Gives every field that its schema does not describe the words that it has everywhere. */
function describe(schema: Json, owner: string): Json {
  const { properties, items, anyOf } = schema as { properties?: Record<string, Json>; items?: Json; anyOf?: Json[] };
  const fields = Object.entries(properties ?? {}).map(([name, field]) => {
    const words = field.description ?? FIELD_WORDS[`${owner}.${name}`] ?? FIELD_WORDS[name];
    return [
      name,
      field.$ref ? field : { ...describe(field, owner), ...(words !== undefined && { description: words }) },
    ];
  });
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(fields) }),
    ...(items && { items: describe(items, owner) }),
    ...(anyOf && { anyOf: anyOf.map((one) => describe(one, owner)) }),
  };
}

function collectRefs(value: unknown, into: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === "$ref" && typeof below === "string") into.add(below.replace("#/components/schemas/", ""));
    else collectRefs(below, into);
  }
}

/** A component says what its users say: as input when requests refer to it, else as output. */
function chooseComponents(input: ReturnType<typeof convert>, output: ReturnType<typeof convert>): Json {
  const used = { input: new Set<string>(), output: new Set<string>(["ErrorOut", "ValidationErrorOut"]) };
  for (const [sets, { components, inline }] of [[used.input, input] as const, [used.output, output] as const]) {
    for (const schema of inline.values()) collectRefs(schema, sets);
    // A set grows while it is walked, so what components refer to is reached as well.
    for (const name of sets) collectRefs(components.get(name), sets);
  }
  const chosen: Json = {};
  for (const name of [...new Set([...used.input, ...used.output])].sort()) {
    const [asInput, asOutput] = [input.components.get(name), output.components.get(name)];
    const inBoth = used.input.has(name) && used.output.has(name);
    if (inBoth && JSON.stringify(asInput) !== JSON.stringify(asOutput)) {
      throw new Error(`${name} reads differently in requests and in answers; give each a schema of its own.`);
    }
    chosen[name] = used.input.has(name) ? asInput : asOutput;
  }
  return chosen;
}

function queryParameters(schema: Json | undefined): Json[] {
  const required = new Set((schema?.required as string[] | undefined) ?? []);
  return Object.entries((schema?.properties as Record<string, Json> | undefined) ?? {}).map(([name, property]) => {
    const { description, anyOf, ...rest } = property;
    const list = anyOf ? { schema: { type: "array", items: { type: "string" } }, style: "form", explode: false } : {};
    return { name, in: "query", required: required.has(name), description, schema: rest, ...list };
  });
}

/** Deletions that something can stand against. */
const CONFLICTS: OperationId[] = ["deleteSourceRequest", "deleteEndpoint", "deleteWebhook", "withdrawInvitation"];
/** What wrong passwords and codes are counted for, rather than requests. */
const GUESSED: OperationId[] = ["changeOwnPassword", "removeOwnSecondFactor", "renewRecoveryCodes"];

function errorResponses(operation: OneOperation): Json {
  const { isPublic } = accessOf(operation.id);
  const takesInput = operation.body !== undefined || operation.query !== undefined;
  const statuses = [
    ...(isPublic ? [] : [401, 403]),
    ...(operation.path.includes("{") || ["exchangePortalLink", "testWebhook"].includes(operation.id) ? [404] : []),
    ...(takesInput || operation.path.includes("{") ? [400] : []),
    ...(operation.query && "app" in operation.query.shape ? [404] : []),
    ...(operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH" ? [400, 409] : []),
    ...(operation.id === "exchangePortalLink" ? [403, 410] : []),
    ...(CONFLICTS.includes(operation.id) ? [409] : []),
    ...(operation.body ? [413, 415] : []),
    ...(takesInput ? [422] : []),
    ...(isPublic && !operation.limit && !GUESSED.includes(operation.id) ? [] : [429]),
    ...[500, 503],
  ];
  const refs = [...new Set(statuses)].sort().map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  return Object.fromEntries(refs);
}

function errorComponents(): Json {
  const entries = Object.entries(STATUS_WORDS).map(([status, description]) => {
    const name = status === "422" ? "ValidationErrorOut" : "ErrorOut";
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
    return [status, { description, content }];
  });
  return Object.fromEntries(entries);
}

function who({ isPublic, key, portal, staff }: Access): string {
  if (isPublic) return "Open to everybody.";
  const words = [
    ...(key ? [`an API key with the scope \`${key}\``] : []),
    ...(portal ? [`a portal session${portal === "any" ? "" : ` with \`${portal}\``}`] : []),
    ...(staff ? [`staff from the role \`${staff}\` on`] : []),
  ];
  return `Open to ${words.join(", ")}.`;
}

function howOften({ limit }: Operation): string {
  if (!limit) return "";
  const whose = {
    caller: "requests a minute of a session, or of an API key on one application",
    address: "refused requests a minute from one network address",
  };
  return ` At most ${limit.perMinute} ${whose[limit.per]}.`;
}

function toOperation(operation: OneOperation, input: Map<string, Json>, output: Map<string, Json>): Json {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const isIdempotent = operation.method === "POST" && !accessOf(operation.id).isPublic;
  const parameters = [
    ...names.map((name) => ({
      ...{ name, in: "path", required: true, description: PATH_PARAMETERS[name] },
      schema: { type: "string" },
    })),
    ...queryParameters(input.get(`${operation.id} query`)),
    ...(isIdempotent ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
  ];
  const types = operation.mediaTypes ?? [operation.stream ? "text/event-stream" : "application/json"];
  const successes = Object.entries(operation.responses).map(([status, schema]) => [
    status,
    {
      description: operation.summary,
      ...(schema && {
        content: Object.fromEntries(types.map((type) => [type, { schema: output.get(`${operation.id} ${status}`) }])),
      }),
    },
  ]);
  const bodySchema = input.get(`${operation.id} body`);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: `${who(accessOf(operation.id))}${howOften(operation)}`,
    ...(operation.deprecated && { deprecated: true }),
    ...(parameters.length > 0 && { parameters }),
    ...(bodySchema && { requestBody: { required: true, content: { "application/json": { schema: bodySchema } } } }),
    responses: { ...Object.fromEntries(successes), ...errorResponses(operation) },
    ...(accessOf(operation.id).isPublic && { security: [] }),
  };
}

/** The OpenAPI 3.0 document of the whole API, made from the table of operations and from nothing else. */
export function openapiDocument(): Json {
  const input = convert("input");
  const output = convert("output");
  const paths: Record<string, Json> = {};
  for (const operation of operations as readonly OneOperation[]) {
    const path = `${operation.short ? "/api" : "/api/v1"}${operation.path}`;
    paths[path] ??= {};
    paths[path][operation.method.toLowerCase()] = toOperation(operation, input.inline, output.inline);
  }
  return {
    openapi: "3.0.3",
    info: {
      title: "Posthorn",
      version: "1",
      description: "Send events, manage endpoints, look at deliveries. Works with the official Svix SDKs.",
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key, `ph_live_…`, or a portal token." },
      },
      parameters: {
        IdempotencyKey: {
          ...{ name: "idempotency-key", in: "header", required: false, schema: { type: "string", maxLength: 256 } },
          description:
            "Runs the request once, however often it is sent; later ones get the first answer. Kept for 12 hours.",
        },
      },
      responses: errorComponents(),
      schemas: chooseComponents(input, output),
    },
  };
}
