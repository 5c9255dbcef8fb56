import { APPLICATION_EXPORT_KINDS, type ApplicationExportKind } from "@/lib/contract/export-limits.ts";
import { pool } from "@/lib/db.ts";
import { KINDS } from "@/lib/domain/application-exports/kinds.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { ExportStep } from "@/lib/domain/delivery-exports/run.ts";
import type { StoredExport } from "@/lib/domain/delivery-exports/to-out.ts";

/** What a step holds in memory: it ends with the page that reaches one of them. */
const MOST_LINES = 5_000;
const MOST_CHARACTERS = 8_000_000;
/** A worker that stops waits for no longer. */
const MOST_MS = 2_000;
const PAGE = 250;

/** A line of the file: what the API answers may have a `kind` of its own. */
export interface ExportLine {
  kind: ApplicationExportKind;
  data: object;
}

/** How far it is: UUID of the parent, and where in its list. */
interface Cursor {
  kind: ApplicationExportKind;
  parentId?: string;
  iterator?: string;
}

export const readCursor = (text: string) => JSON.parse(text) as Cursor;

export const FIRST_CURSOR = JSON.stringify({ kind: APPLICATION_EXPORT_KINDS[0] } satisfies Cursor);

/** A step of the file of an application. */
export async function readApplication(
  ctx: Context,
  one: StoredExport & { applicationId: string },
): Promise<ExportStep> {
  const lines: string[] = [];
  let characters = 0;
  let cursor: Cursor | null = readCursor(one.cursor ?? FIRST_CURSOR);
  const enoughAt = performance.now() + MOST_MS;
  do {
    const { rows, next } = await readPage(ctx, one, cursor);
    for (const row of rows) {
      const line = `${JSON.stringify({ kind: cursor.kind, data: row } satisfies ExportLine)}\n`;
      characters += line.length;
      lines.push(line);
    }
    cursor = next;
  } while (cursor && lines.length < MOST_LINES && characters < MOST_CHARACTERS && performance.now() < enoughAt);
  return { lines, cursor: cursor ? JSON.stringify(cursor) : one.cursor, isLast: cursor === null, isCut: false };
}

async function readPage(
  ctx: Context,
  one: StoredExport & { applicationId: string },
  cursor: Cursor,
): Promise<{ rows: object[]; next: Cursor | null }> {
  const { kind } = cursor;
  const { per, read } = KINDS[kind];
  const { applicationId } = one;
  const parentId = per ? (cursor.parentId ?? (await parentAfter(per, applicationId, null))) : "";
  if (parentId === null) return { rows: [], next: after(kind) };
  const place = { applicationId, parentId, limit: PAGE, iterator: cursor.iterator, to: one.filter.to };
  const page = await read(ctx, place);
  if (!page.done && page.iterator !== null)
    return { rows: page.data, next: { kind, ...(per ? { parentId } : {}), iterator: page.iterator } };
  const sibling = per ? await parentAfter(per, applicationId, parentId) : null;
  return { rows: page.data, next: sibling ? { kind, parentId: sibling } : after(kind) };
}

function after(kind: ApplicationExportKind): Cursor | null {
  const next = APPLICATION_EXPORT_KINDS[APPLICATION_EXPORT_KINDS.indexOf(kind) + 1];
  return next ? { kind: next } : null;
}

async function parentAfter(
  table: "endpoint" | "source" | "inbox",
  applicationId: string,
  id: string | null,
): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(
    `select id from ${table} where application_id = $1 and ($2::uuid is null or id > $2) order by id limit 1`,
    [applicationId, id],
  );
  return rows[0]?.id ?? null;
}
