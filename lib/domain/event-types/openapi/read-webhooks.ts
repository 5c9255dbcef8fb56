import { DescribedName, EventTypeUpsertIn } from "@/lib/contract/event-type.ts";
import { bundleSchema } from "@/lib/domain/event-types/openapi/bundle-schema.ts";
import {
  dereference,
  isObject,
  type Json,
  type OpenApiDocument,
} from "@/lib/domain/event-types/openapi/read-document.ts";
import { InvalidInput } from "@/lib/errors.ts";

/** What a document says of an event type. */
export interface FoundEventType {
  name: string;
  /** Path to the webhook in the request. */
  place: string[];
  description: string;
  deprecated: boolean;
  schema: Json | null;
  groupName: string | null;
  featureFlags: string[] | null;
}

const MAX_WEBHOOKS = 500;
const MAX_EXAMPLES = 20;
const METHODS = ["post", "put", "patch", "get", "delete", "options", "head", "trace"];

/** A webhook as the document calls it, with what it is or why it cannot become an event type. */
export interface ReadWebhook {
  key: string;
  found: FoundEventType | InvalidInput;
}

/**
 * The webhooks of an OpenAPI document (3.1), and those that older ones have under `x-webhooks`.
 * @throws InvalidInput when there are none, or too many
 */
export function readWebhooks(document: OpenApiDocument): ReadWebhook[] {
  const found = ["webhooks", "x-webhooks"].flatMap((section) => {
    const hooks = document.root[section];
    return isObject(hooks) ? Object.entries(hooks).map(([key, item]) => ({ key, item, section })) : [];
  });
  if (found.length === 0) throw new InvalidInput(document.place, "has neither webhooks nor x-webhooks");
  if (found.length > MAX_WEBHOOKS) throw new InvalidInput(document.place, `has more than ${MAX_WEBHOOKS} webhooks`);

  const names = new Set<string>();
  return found.map(({ key, item, section }) => {
    const place = [...document.place, section, key];
    try {
      const eventType = readWebhook(document, key, item, place);
      if (names.has(eventType.name)) throw new InvalidInput(place, `comes twice: ${eventType.name}`);
      names.add(eventType.name);
      return { key, found: eventType };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return { key, found: error };
    }
  });
}

function readWebhook(document: OpenApiDocument, key: string, given: unknown, place: string[]): FoundEventType {
  const item = dereference(document, given, place);
  const method = METHODS.find((name) => isObject(item[name]));
  const operation = method ? (item[method] as Json) : {};
  const name = [key, operation.operationId].find((one) => DescribedName.safeParse(one).success);
  if (typeof name !== "string") {
    throw new InvalidInput(place, "cannot be the name of an event type, and has no operationId that can");
  }
  const texts = [operation.description, operation.summary, item.description, item.summary];
  const description = texts.find((text): text is string => typeof text === "string" && text !== "") ?? "";
  const flags = operation["x-svix-feature-flags"] ?? item["x-svix-feature-flags"];
  const read = {
    description: description.slice(0, 4096),
    deprecated: operation.deprecated === true,
    schema: readSchema(document, operation, place),
    groupName: operation["x-svix-group-name"] ?? item["x-svix-group-name"] ?? null,
    featureFlags: Array.isArray(flags) && flags.length === 0 ? null : (flags ?? null),
  };
  return { name, place, ...checked(read, place) };
}

/** Within the limits that hold for event types however they are written. */
function checked({ schema, ...read }: { schema: Json | null } & Json, place: string[]) {
  const result = EventTypeUpsertIn.safeParse({ ...read, schemas: schema && { "1": schema } });
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InvalidInput(place, `${issue?.path.join(".")} ${issue?.message}`);
  }
  const { description, deprecated, groupName = null, featureFlags = null } = result.data;
  return { description, deprecated, groupName, featureFlags, schema };
}

function readSchema(document: OpenApiDocument, operation: Json, place: string[]): Json | null {
  const { content } = dereference(document, operation.requestBody, place);
  if (!isObject(content)) return null;
  const type = Object.keys(content).find((key) => /json/i.test(key)) ?? Object.keys(content)[0];
  const media = type === undefined ? undefined : content[type];
  if (!isObject(media) || !isObject(media.schema)) return null;
  const schema = bundleSchema(document, media.schema, place);
  const examples = readExamples(document, media, place);
  return examples.length > 0 ? { ...schema, examples } : schema;
}

/** Those of the body come before those of its schema: they are whole. */
function readExamples(document: OpenApiDocument, { example, examples }: Json, place: string[]): unknown[] {
  const named = isObject(examples) ? Object.values(examples).map((one) => dereference(document, one, place).value) : [];
  return [example, ...named].filter(isObject).slice(0, MAX_EXAMPLES);
}
