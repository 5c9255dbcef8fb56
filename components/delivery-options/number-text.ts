import type { useTranslations } from "use-intl";

export type NumberWords = ReturnType<typeof useTranslations<"delivery-options.number">>;
type Range = { min: number; max: number };

/** Text of a number field as a number; null when it is empty. What is no whole number was found by `numberMistake` before. */
export function numberOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

/** What is wrong with a whole number as it is typed; nothing is fine where it means "as usual". */
export function numberMistake(
  text: string,
  { min, max }: Range,
  empty: "may be empty" | "is needed",
  t: NumberWords,
): string | null {
  const typed = text.trim();
  if (typed === "" && empty === "may be empty") return null;
  if (/^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max) return null;
  return t(empty === "may be empty" ? "rangeOrNothing" : "range", { min, max });
}

export function textOf(value: number | null): string {
  return value === null ? "" : String(value);
}
