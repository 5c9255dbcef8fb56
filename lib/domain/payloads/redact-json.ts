import type { JsonPath } from "@/lib/contract/json-path.ts";

/** In place of a value. */
const REDACTED_VALUE = "[redacted]";

/** Where a path has got to: what is left of it begins at the step. */
interface Place {
  path: JsonPath;
  step: number;
}
interface Level {
  isObject: boolean;
  places: readonly Place[];
  /** Of the item that comes next. */
  index: number;
}
export interface Redacted {
  text: string;
  /** The values that were taken out, as they were written. */
  values: string[];
}

const SPACE = /[\s,:]/;
const END_OF_WORD = /[\s,:{}[\]"]/;

/**
 * Takes the values at the paths out of JSON text; everything else keeps its bytes. It reads the text once, whatever
 * the paths are, and reads what has lost its end, or is several values one after the other, as far as it goes. Names
 * are compared and never looked up, so none of them means anything to us (`__proto__`).
 */
export function redactJson(text: string, paths: readonly JsonPath[]): Redacted {
  if (paths.length === 0 || !/[{[]/.test(text)) return { text, values: [] };
  const root: readonly Place[] = paths.map((path) => ({ path, step: 0 }));
  const levels: Level[] = [];
  const values: string[] = [];
  let kept = "";
  let keptTo = 0;
  let name: string | null = null;

  for (let at = 0; at < text.length; ) {
    const sign = text[at] ?? "";
    const level = levels.at(-1);
    if (SPACE.test(sign)) {
      at += 1;
    } else if (sign === "}" || sign === "]") {
      levels.pop();
      name = null;
      at += 1;
    } else if (sign === '"' && level?.isObject && name === null) {
      const end = endOfString(text, at);
      name = nameOf(text.slice(at, end));
      at = end;
    } else {
      const key: string | null = level ? (level.isObject ? name : String(level.index++)) : null;
      name = null;
      const places: readonly Place[] = level ? (key === null ? [] : step(level.places, key)) : root;
      if (places.some(({ path, step }) => step === path.length)) {
        const end = endOfValue(text, at);
        values.push(text.slice(at, end));
        kept += `${text.slice(keptTo, at)}"${REDACTED_VALUE}"`;
        at = keptTo = end;
      } else if (sign === "{" || sign === "[") {
        levels.push({ isObject: sign === "{", places, index: 0 });
        at += 1;
      } else {
        at = endOfValue(text, at);
      }
    }
  }
  return values.length === 0 ? { text, values } : { text: kept + text.slice(keptTo), values };
}

function step(places: readonly Place[], key: string): readonly Place[] {
  if (places.length === 0) return places;
  const next: Place[] = [];
  // The same place twice would double with each level. Those of a path stand together.
  const add = (place: Place) => {
    for (let at = next.length - 1; next[at]?.path === place.path; at -= 1) if (next[at]?.step === place.step) return;
    next.push(place);
  };
  for (const place of places) {
    const { path, step: n } = place;
    const now = path[n];
    if (now?.kind === "deep") {
      add(place);
      if (takes(path[n + 1], key)) add({ path, step: n + 2 });
    } else if (takes(now, key)) add({ path, step: n + 1 });
  }
  return next;
}

function takes(one: JsonPath[number] | undefined, key: string): boolean {
  return one?.kind === "any" || (one?.kind === "name" && one.name === key);
}

function nameOf(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/** Behind the quote that ends it, or the end of the text. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  if (first !== "{" && first !== "[") {
    let at = from + 1;
    while (at < text.length && !END_OF_WORD.test(text[at] ?? "")) at += 1;
    return at;
  }
  for (let at = from, depth = 0; at < text.length; ) {
    const sign = text[at];
    if (sign === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}
