/** Collects the values of a statement that is put together from parts, so that no value ever becomes SQL text. */
export interface Binds {
  values: unknown[];
  /** Answers the placeholder, `$1`. */
  bind(value: unknown): string;
}

export function newBinds(): Binds {
  const values: unknown[] = [];
  return {
    values,
    bind(value) {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** Part of an ILIKE pattern that matches the text itself: `%`, `_` and `\` mean nothing in it. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}
