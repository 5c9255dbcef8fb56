import { readJson } from "@/components/catalogue/json-place.ts";
import type { EventTypeOut, EventTypePatch } from "@/lib/contract/event-type.ts";
import { versionsOf } from "@/lib/contract/example.ts";

type Json = Record<string, unknown>;

export type ExampleDraft = { id: number; text: string };
export type VersionDraft = { version: string; schema: string; examples: ExampleDraft[] };
/** An event type as it is being written: JSON is text, and dates are what a date field holds. */
export type Draft = {
  name: string;
  description: string;
  groupName: string;
  featureFlags: string;
  validation: EventTypeOut["validation"];
  deprecated: boolean;
  /** `2026-12-31`; empty when no date is known. */
  sunsetOn: string;
  /** The newest first. */
  versions: VersionDraft[];
};
export type DraftErrors = Partial<Record<keyof Draft, string>>;

export const FIRST_SCHEMA = `{
  "type": "object",
  "required": ["id"],
  "properties": {
    "id": { "type": "string", "description": "Names this event's subject." }
  }
}`;

const MOST_EXAMPLES = 20;
export const mayAddExample = ({ examples }: VersionDraft) => examples.length < MOST_EXAMPLES;

let lastId = 0;
/** @param text JSON */
export const newExample = (text: string): ExampleDraft => ({ id: ++lastId, text });

export function emptyDraft(name: string): Draft {
  return {
    name,
    description: "",
    groupName: "",
    featureFlags: "",
    validation: "off",
    deprecated: false,
    sunsetOn: "",
    versions: [],
  };
}

export function draftOf(eventType: EventTypeOut): Draft {
  const { name, description, groupName, featureFlags, validation, deprecated, sunsetAt, schemas } = eventType;
  return {
    name,
    description,
    groupName: groupName ?? "",
    featureFlags: (featureFlags ?? []).join(", "),
    validation,
    deprecated,
    sunsetOn: sunsetAt?.slice(0, 10) ?? "",
    versions: versionsOf(schemas).map((version) => versionDraft(version, schemas?.[version])),
  };
}

/** Examples have a place of their own, unless they are something else than a list. */
function versionDraft(version: string, stored: unknown): VersionDraft {
  const schema = (stored ?? {}) as Json;
  if (!Array.isArray(schema.examples)) return { version, schema: asText(schema), examples: [] };
  const { examples, ...rest } = schema;
  return { version, schema: asText(rest), examples: (examples as unknown[]).map((one) => newExample(asText(one))) };
}

const asText = (value: unknown) => JSON.stringify(value, null, 2);

/** `3` after `2`; the first is `1`. */
export function nextVersion({ versions }: Pick<Draft, "versions">): string {
  return String(Math.max(0, ...versions.map(({ version }) => Number(version) || 0)) + 1);
}

/** Without what only tells rows apart. */
export function isSame(a: Draft, b: Draft): boolean {
  return comparable(a) === comparable(b);
}
const comparable = (draft: Draft) => JSON.stringify(draft, (key, value: unknown) => (key === "id" ? undefined : value));

/** While it is typed: what cannot become a name, and what to do about it. */
export function nameProblem(name: string): string | null {
  if (name === "") return "Give it a name, such as invoice.paid.";
  if (name.length > 256) return "A name has 256 characters at most.";
  const odd = [...name].find((letter) => !/[a-zA-Z0-9\-_.]/.test(letter));
  if (odd === " ") return "A name has no spaces: write a dot or an underscore.";
  if (odd) return `A name has letters, digits, dots, - and _, and no ${odd}`;
  if (/^\.|\.$|\.\./.test(name)) return "Dots stand between words: not at an end, and not two in a row.";
  return null;
}

const flagsOf = (text: string) => text.split(/[\s,]+/).filter(Boolean);

type Body = Required<Omit<EventTypePatch, "archived">>;

/** What is sent, or what is wrong with each field. */
export function bodyOf(draft: Draft, stored: EventTypeOut | null): { body: Body } | { errors: DraftErrors } {
  const errors: DraftErrors = {};
  const flags = flagsOf(draft.featureFlags);
  const badFlag = flags.find((flag) => !/^[a-zA-Z0-9\-_.]{1,256}$/.test(flag));
  if (badFlag) errors.featureFlags = `A flag has letters, digits, dots, - and _: ${badFlag} cannot be one.`;
  if (draft.validation !== "off" && draft.versions.every(({ schema }) => schema.trim() === ""))
    errors.validation = "Without a schema there is nothing that messages could be checked against.";
  const schemas: [string, Json][] = [];
  for (const version of draft.versions) {
    const read = schemaOf(version);
    if ("problem" in read) errors.versions ??= read.problem;
    else if (read.schema) schemas.push([version.version, read.schema]);
  }
  if (Object.keys(errors).length > 0) return { errors };
  const body: Body = {
    description: draft.description.trim(),
    groupName: draft.groupName.trim() || null,
    featureFlags: flags.length > 0 ? flags : null,
    validation: draft.validation,
    deprecated: draft.deprecated,
    sunsetAt: sunsetOf(draft, stored),
    // Ascending, as they came to be.
    schemas: schemas.length > 0 ? Object.fromEntries(schemas.toReversed()) : null,
  };
  return { body };
}

/** The day in UTC; a moment within that day that was stored stays what it was. */
function sunsetOf({ deprecated, sunsetOn }: Draft, stored: EventTypeOut | null): string | null {
  if (!deprecated || sunsetOn === "") return null;
  return stored?.sunsetAt?.startsWith(sunsetOn) ? stored.sunsetAt : `${sunsetOn}T00:00:00Z`;
}

function schemaOf({ version, schema, examples }: VersionDraft): { schema: Json | null } | { problem: string } {
  if (schema.trim() === "" && examples.length === 0) return { schema: null };
  const read = readJson(schema.trim() === "" ? "{}" : schema);
  if ("issue" in read) return { problem: `The schema of version ${version} is no JSON: ${read.issue.text}` };
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { problem: `The schema of version ${version} has to be an object.` };
  if (examples.length === 0) return { schema: value as Json };
  const read2 = examples.map(({ text }) => readJson(text));
  const wrong = read2.findIndex((one) => "issue" in one);
  if (wrong >= 0) return { problem: `Example ${wrong + 1} of version ${version} is no JSON.` };
  return { schema: { ...value, examples: read2.map((one) => ("value" in one ? one.value : null)) } };
}

const FIELD_WORDS: Partial<Record<keyof EventTypeOut, string>> = {
  description: "the description",
  groupName: "the group",
  featureFlags: "the feature flags",
  validation: "the checking",
  deprecated: "the deprecation",
  sunsetAt: "the date of its end",
  schemas: "the schema or its examples",
  archived: "whether it is archived",
};

/** What somebody else has changed, in words. */
export function changedFields(before: EventTypeOut, after: EventTypeOut): string[] {
  return Object.entries(FIELD_WORDS).flatMap(([field, words]) => {
    const name = field as keyof EventTypeOut;
    return JSON.stringify(before[name]) === JSON.stringify(after[name]) ? [] : [words];
  });
}
