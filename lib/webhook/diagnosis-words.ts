import compile from "icu-minify/compile";
import format from "icu-minify/format";
import type { Cause } from "@/lib/webhook/cause.ts";
import type { Diagnosis } from "@/lib/webhook/diagnosis.ts";
import catalogue from "@/messages/en/diagnosis.json" with { type: "json" };

// The API speaks English, and its words are those that the portal has in its catalogue: one text, in one place.

/** For filters and groups; a single diagnosis may add the status code. */
export const CAUSE_LABELS: Record<Cause, string> = catalogue.causes;

export interface DiagnosisWords {
  /** Two or three words: "Server error (502)". */
  label: string;
  /** What happened, in a sentence. */
  says: string;
  /** What to do about it. */
  suggests: string;
}

/** @param nowIso when the try was made: a date of the same year goes without it. */
export function diagnosisInEnglish({ cause, code, values, status }: Diagnosis, nowIso: string): DiagnosisWords {
  const text = catalogue.texts[code];
  const shown = typeof values.date === "string" ? { ...values, date: day(values.date, nowIso) } : values;
  const label = CAUSE_LABELS[cause];
  return {
    label: status === null ? label : write(catalogue.withStatus, { label, status: String(status) }),
    says: write(text.says, shown),
    suggests: write(text.suggests, shown),
  };
}

const compiled = new Map<string, ReturnType<typeof compile>>();
const numberFormat = new Intl.NumberFormat("en");
const pluralRules = new Intl.PluralRules("en");
const dateFormat = new Intl.DateTimeFormat("en");
const formatters = {
  getNumberFormat: () => numberFormat,
  getPluralRules: () => pluralRules,
  getDateTimeFormat: () => dateFormat,
};

function write(text: string, values: Record<string, string | number>): string {
  let message = compiled.get(text);
  if (message === undefined) {
    message = compile(text);
    compiled.set(text, message);
  }
  return String(format(message, "en", values, { formatters }));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function day(iso: string, nowIso: string): string {
  const date = new Date(iso);
  const year = date.getUTCFullYear();
  const dayAndMonth = `${date.getUTCDate()}\u00a0${MONTHS[date.getUTCMonth()]}`;
  return year === new Date(nowIso).getUTCFullYear() ? dayAndMonth : `${dayAndMonth} ${year}`;
}
