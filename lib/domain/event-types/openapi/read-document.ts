import type { EventTypeImportOpenApiIn } from "@/lib/contract/event-type-import.ts";
import { yamlToJson } from "@/lib/domain/event-types/openapi/yaml-to-json.ts";
import { InvalidInput } from "@/lib/errors.ts";

export type Json = Record<string, unknown>;

/** An OpenAPI document, and where it stands in the request. */
export interface OpenApiDocument {
  root: Json;
  place: string[];
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws InvalidInput when there is none, or two, or it cannot be read */
export async function readDocument({ spec, specRaw }: EventTypeImportOpenApiIn): Promise<OpenApiDocument> {
  if (spec && specRaw) throw new InvalidInput(["body", "specRaw"], "give either spec or specRaw, not both");
  if (spec) return { root: spec, place: ["body", "spec"] };
  if (!specRaw) throw new InvalidInput(["body", "spec"], "give either spec or specRaw");
  const place = ["body", "specRaw"];
  const root = await readText(specRaw, place);
  if (!isObject(root)) throw new InvalidInput(place, "is no OpenAPI document");
  return { root, place };
}

async function readText(text: string, place: string[]): Promise<unknown> {
  // JSON is YAML too, but read much faster by itself.
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text);
    } catch {
      // A list of YAML may begin like that too.
    }
  }
  const read = await yamlToJson(text);
  if ("problem" in read) throw new InvalidInput(place, read.problem);
  return JSON.parse(read.json);
}

/** What a JSON pointer of the document leads to; undefined when it leads nowhere. */
export function atPointer(root: Json, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => decodePart(key).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined,
      root,
    );
}

function decodePart(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

const MAX_REFERENCES = 10;

/** Follows `$ref` of what is no schema: a path item, a request body, an example. */
export function dereference(document: OpenApiDocument, value: unknown, where: string[]): Json {
  let found = value;
  for (let n = 0; n < MAX_REFERENCES && isObject(found) && typeof found.$ref === "string"; n++) {
    if (!found.$ref.startsWith("#/")) {
      throw new InvalidInput(where, `refers to ${found.$ref.slice(0, 200)}, which is not within the document`);
    }
    found = atPointer(document.root, found.$ref);
  }
  return isObject(found) ? found : {};
}
