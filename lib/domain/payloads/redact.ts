import { redactJson } from "@/lib/domain/payloads/redact-json.ts";
import { pathsFor } from "@/lib/domain/settings/snapshot.ts";
import { REDACTED } from "@/lib/webhook/redact-reply.ts";

/** Whose payload it is: rules are of the installation, of an application, and of event types. */
export interface About {
  applicationId: string;
  /** Null when it is not known: the rules of every type hold then. */
  eventType: string | null;
}

/** Shorter values are in too many texts by chance. */
const SHORTEST = 5;
const MOST = 500;

/** A body without the values that nobody is shown. What is no JSON has no paths, and stays as it is. */
export function redactText<T extends string | null>(about: About, text: T): T | string {
  if (text === null) return text;
  const paths = pathsFor(about.applicationId, about.eventType);
  return paths.length === 0 ? text : redactJson(text, paths).text;
}

/** The same of what is stored of a message: a raw body is the second item of an array. */
export function redactStored<T extends string | null>(about: About, stored: T): T | string {
  if (stored === null || !stored.startsWith("[")) return redactText(about, stored);
  const [contentType, text] = JSON.parse(stored) as [string | null, string];
  const redacted = redactText(about, text);
  return redacted === text ? stored : JSON.stringify([contentType, redacted]);
}

/**
 * The values that are redacted in a stored payload, as they may stand in other texts: in a request that was made of it, in a
 * reply that repeats it. The longest first.
 */
export function redactedValues(about: About, stored: string | null): string[] {
  if (stored === null) return [];
  const paths = pathsFor(about.applicationId, about.eventType);
  if (paths.length === 0) return [];
  const text = stored.startsWith("[") ? (JSON.parse(stored) as [string | null, string])[1] : stored;
  const found = new Set<string>();
  for (const value of redactJson(text, paths).values) {
    for (const leaf of leavesOf(value)) {
      for (const written of [leaf, JSON.stringify(leaf).slice(1, -1), encodeURIComponent(leaf.toWellFormed())]) {
        if (written.length >= SHORTEST && found.size < MOST) found.add(written);
      }
    }
  }
  return [...found].sort((a, b) => b.length - a.length);
}

const LEAF = /"(?:[^"\\]|\\.)*"?|[^\s,:{}[\]"]+/gs;

/** Strings and numbers of a value as it was written, names of members too: they may be data. */
function* leavesOf(value: string): Generator<string> {
  for (const [leaf] of value.matchAll(LEAF)) {
    if (!leaf.startsWith('"')) yield leaf;
    else yield unquoted(leaf);
  }
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1);
  }
}

export function withoutValues<T extends string | null>(text: T, values: readonly string[]): T | string {
  if (text === null) return text;
  return values.reduce<string>((rest, value) => (rest.includes(value) ? rest.replaceAll(value, REDACTED) : rest), text);
}
