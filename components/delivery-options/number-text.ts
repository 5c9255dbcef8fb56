type Range = { min: number; max: number };

/** Text of a number field as a number; null when it is empty. What is no whole number was found by `numberMistake` before. */
export function numberOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

/** What is wrong with a whole number as it is typed; nothing is fine where it means "as usual". */
export function numberMistake(text: string, { min, max }: Range, empty: "may be empty" | "is needed"): string | null {
  const typed = text.trim();
  if (typed === "" && empty === "may be empty") return null;
  if (/^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max) return null;
  const range = `Enter a whole number from ${min} to ${max.toLocaleString("en")}`;
  return empty === "may be empty" ? `${range}, or nothing.` : `${range}.`;
}

export function textOf(value: number | null): string {
  return value === null ? "" : String(value);
}
