import { z } from "zod";

/** Ids and uids of the wire: letters, digits, `-`, `_` and `.`, at most 256. */
const UID_PATTERN = /^[a-zA-Z0-9\-_.]+$/;

export const Uid = z.string().min(1).max(256).regex(UID_PATTERN, "may hold letters, digits, - _ and . only");

export const EventTypeName = z
  .string()
  .min(1)
  .max(256)
  .regex(UID_PATTERN, "may hold letters, digits, - _ and . only")
  .describe("Dotted name of the event type, `invoice.paid`.");

/** A name, or a group of names: `invoice.*`. */
export const EventTypePattern = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[a-zA-Z0-9\-_.]+(\.\*)?$/, "must be an event type or a group such as invoice.*");

export const Channel = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[a-zA-Z0-9\-_.:+]+$/, "may hold letters, digits, - _ . : and + only");

/** At most 4,096 bytes of keys and values together (the limit that the official SDKs document). */
export const Metadata = z
  .record(z.string(), z.string())
  .refine(
    (record) => JSON.stringify(record).length <= 4096 + 6 * Object.keys(record).length,
    "is larger than 4,096 bytes",
  )
  .describe("Free string pairs of the operator, at most 4,096 bytes in total.");

const YEAR_10000_MS = 253_402_300_800_000;

/** Years that every clock, database and chart on the way can say: an offset may reach beyond what four digits show. */
export const Timestamp = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) < YEAR_10000_MS, "must lie between 1970 and 9999")
  .describe("Moment in ISO 8601, UTC.");

/** A query flag as SDKs send it. */
export const QueryFlag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");

/** Comma-joined or repeated values, as the two SDK generations send lists. */
export const QueryList = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]).flatMap((part) => part.split(",")).filter(Boolean))
  .pipe(z.array(z.string()).max(250));

export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(50).describe("Items in the answer, 1 to 250."),
  iterator: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe("`iterator` or `prevIterator` of an earlier answer; leave out for the first page."),
});
export type ListQuery = z.infer<typeof ListQuery>;

export const OrderQuery = z.enum(["ascending", "descending"]).describe("By time of creation.");

/** Every list of the API: one page, and where the next ones begin in either direction. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z
      .array(item)
      .describe("The page. With a filter it may hold fewer than `limit`, or none, before the list is `done`."),
    iterator: z.string().nullable().describe("Where the next page begins; null when there is nothing at all."),
    prevIterator: z.string().nullable().describe("Where the page before begins."),
    done: z.boolean().describe("True when no item follows in this direction."),
  });
}
export interface Page<T> {
  data: T[];
  iterator: string | null;
  prevIterator: string | null;
  done: boolean;
}

export const ExportFormat = z
  .enum(["csv", "ndjson"])
  .default("csv")
  .describe("`csv` or `ndjson`, a JSON object on each line.");
export type ExportFormat = z.output<typeof ExportFormat>;
