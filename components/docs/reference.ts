import { openapiDocument } from "@/lib/contract/openapi.ts";

type Json = Record<string, unknown>;

export interface ReferenceParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description: string;
  schema: Json;
}

export interface ReferenceOperation {
  id: string;
  tag: string;
  method: string;
  /** With `/api/v1`, parameters in braces. */
  path: string;
  summary: string;
  description: string;
  isPublic: boolean;
  parameters: ReferenceParameter[];
  /** Schemas refer to `#/components/…` of the document that is their own root. */
  body: Json | null;
  responses: { status: string; description: string; schema: Json | null }[];
}

const document = openapiDocument();
const components = document.components as Record<string, Record<string, Json>>;

function dereferenced(value: Json): Json {
  if (typeof value.$ref !== "string") return value;
  const [, , kind = "", name = ""] = value.$ref.split("/");
  return components[kind]?.[name] ?? value;
}

function schemaIn(content: unknown): Json | null {
  const [type] = Object.values((content ?? {}) as Record<string, { schema?: Json }>);
  return type?.schema ? { ...type.schema, components } : null;
}

function toReference(path: string, method: string, operation: Json): ReferenceOperation {
  const parameters = (operation.parameters as Json[] | undefined) ?? [];
  return {
    id: String(operation.operationId),
    tag: String((operation.tags as string[])[0]),
    method: method.toUpperCase(),
    path,
    summary: String(operation.summary),
    description: String(operation.description ?? ""),
    isPublic: Array.isArray(operation.security),
    parameters: parameters.map((parameter) => dereferenced(parameter) as unknown as ReferenceParameter),
    body: schemaIn((operation.requestBody as Json | undefined)?.content),
    responses: Object.entries(operation.responses as Record<string, Json>).map(([status, response]) => {
      const { description, content } = dereferenced(response);
      return { status, description: String(description), schema: schemaIn(content) };
    }),
  };
}

/** The whole API as the OpenAPI document has it, in its order. */
export const reference: readonly ReferenceOperation[] = Object.entries(document.paths as Record<string, Json>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toReference(path, method, operation as Json)),
);

export const referenceTags: readonly { tag: string; operations: ReferenceOperation[] }[] = [
  ...new Set(reference.map(({ tag }) => tag)),
].map((tag) => ({ tag, operations: reference.filter((operation) => operation.tag === tag) }));
