import type { ExportFormat } from "@/lib/contract/common.ts";

const MEDIA_TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" };

/** Headers of a file that is taken away, named after its noun and the day. */
export function fileHeaders(noun: string, format: ExportFormat) {
  const name = `${noun}-${new Date().toISOString().slice(0, 10)}.${format}`;
  return { "content-type": MEDIA_TYPES[format], "content-disposition": `attachment; filename="${name}"` };
}
