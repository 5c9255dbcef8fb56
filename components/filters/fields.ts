export type FilterOption = {
  value: string;
  label: string;
  /** A second line: the URL of an endpoint, what an event type means. */
  hint?: string;
};

export type FilterField = {
  /** As typed before the colon and as in the URL: `status`. */
  id: string;
  label: string;
  options: FilterOption[];
  /** Values besides the options that may be typed: status codes, groups of event types. */
  accepts?: (value: string) => boolean;
  /** What to type, where values may be typed. */
  placeholder?: string;
  /** Where there are more values than are offered: the query of those that a text finds. */
  search?: (text: string) => {
    queryKey: readonly unknown[];
    queryFn: (input: { signal: AbortSignal }) => Promise<FilterOption[]>;
  };
};

export type FilterValues = Record<string, string[]>;

type Typed = {
  /** Values that were typed, by field. */
  values: FilterValues;
  /** The rest: the text to search for. */
  text: string;
  /** A token whose field has no such value. */
  wrong: { field: FilterField; value: string } | null;
};

const TOKEN = /(?:^|\s)([a-z]+):("[^"]*"|[^\s"]+)(?=\s|$)/g;

/** Before a value: everything but this. */
const EXCLUDE = "!";

function optionOf(field: FilterField, text: string): string | null {
  if (text.startsWith(EXCLUDE)) {
    const excluded = optionOf(field, text.slice(EXCLUDE.length));
    return excluded && `${EXCLUDE}${excluded}`;
  }
  const wanted = text.toLowerCase();
  const option =
    field.options.find(({ value }) => value.toLowerCase() === wanted) ??
    field.options.find(({ label }) => label.toLowerCase() === wanted);
  if (option) return option.value;
  return field.accepts?.(text) ? text : null;
}

/** Of `!failed`, `failed`; null for a value that is wanted. */
export function excludedValue(value: string): string | null {
  return value.startsWith(EXCLUDE) ? value.slice(EXCLUDE.length) : null;
}

export function labelOf(field: FilterField, value: string): string {
  return field.options.find((option) => option.value === value)?.label ?? value;
}

/** Takes `status:failed` and `endpoint:"orders api"` out of a text; what is no known field stays text. */
export function readTokens(typed: string, fields: FilterField[]): Typed {
  const values: FilterValues = {};
  let wrong: Typed["wrong"] = null;
  const text = typed.replace(TOKEN, (whole, name: string, quoted: string) => {
    const field = fields.find(({ id }) => id === name);
    if (!field) return whole;
    for (const part of quoted.replaceAll('"', "").split(",").filter(Boolean)) {
      const value = optionOf(field, part);
      if (value === null) wrong = { field, value: part };
      else values[field.id] = [...new Set([...(values[field.id] ?? []), value])];
    }
    return "";
  });
  return { values, text: text.trim(), wrong };
}

/** The text without a token that is still being written, so that nobody searches payloads for `status:fai`. */
export function searchableText(typed: string, fields: FilterField[]): string {
  return typed
    .split(/\s+/)
    .filter((word) => !fields.some(({ id }) => word.startsWith(`${id}:`)))
    .join(" ")
    .trim();
}

export function countValues(values: FilterValues): number {
  return Object.values(values).reduce((sum, list) => sum + list.length, 0);
}
