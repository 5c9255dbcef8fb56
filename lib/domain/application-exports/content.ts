import type { Buffer } from "node:buffer";
import { isUtf8 } from "node:buffer";
import type { ApplicationExportKind } from "@/lib/contract/export-limits.ts";
import { pool } from "@/lib/db.ts";
import type { ExportLine } from "@/lib/domain/application-exports/read.ts";
import { type MessageRow, messageColumns, messageJson, readGoneOf } from "@/lib/domain/messages/message-json.ts";
import { bodyFor } from "@/lib/domain/payloads/view.ts";
import { type IdKind, parseId } from "@/lib/ids.ts";

interface Shown {
  applicationId: string;
  /** Else masked. */
  isShown: boolean;
}
type Line = ExportLine & { data: { id: string } };
/** The lines of one kind with what they hold of payloads, as JSON, by id. What is no longer kept is missing. */
type Fill = (lines: Line[], ids: string[], shown: Shown) => Promise<Map<string, string>>;

const KIND_OF_ID = {
  message: "message",
  attempt: "attempt",
  source_request: "sourceRequest",
  inbox_request: "inboxRequest",
} as const satisfies Partial<Record<ApplicationExportKind, IdKind>>;
type Filled = keyof typeof KIND_OF_ID;
const FILLED = Object.keys(KIND_OF_ID) as Filled[];

/** Adds payloads, bodies and replies as they are now: what was expunged or redacted since is in no file. */
export async function withContent(lines: string[], shown: Shown): Promise<string[]> {
  const parsed = lines.map((line) => JSON.parse(line) as Line);
  const contents = new Map<string, string>();
  for (const kind of FILLED) {
    const some = parsed.filter((line) => line.kind === kind);
    const ids = some.flatMap(({ data }) => parseId(KIND_OF_ID[kind], data.id) ?? []);
    if (ids.length > 0) for (const [id, text] of await FILLS[kind](some, ids, shown)) contents.set(id, text);
  }
  return lines.map((line, n) => contents.get(parsed[n]?.data.id ?? "") ?? line);
}

const FILLS: Record<Filled, Fill> = {
  message: async (lines, ids, { applicationId, isShown }) => {
    const found = await read<MessageRow>(
      `select ${messageColumns({ withContent: true })} from message m where m.id = any ($1)`,
      ids,
    );
    const gone = await readGoneOf([...found.values()]);
    return each(
      "message",
      lines,
      found,
      (_line, row) =>
        // The payload is the text that it is: parsing it would change its numbers.
        `{"kind":"message","data":${messageJson(row, { applicationId, withContent: true, isShown, gone })}}`,
    );
  },
  attempt: async (lines, ids, { applicationId, isShown }) => {
    const found = await read<{
      id: string;
      event_type: string;
      response_body: string | null;
      error_detail: string | null;
    }>("select id, event_type, response_body, error_detail from attempt where id = any ($1)", ids);
    return each("attempt", lines, found, (line, row) => {
      const about = { applicationId, eventType: row.event_type };
      const response = bodyFor(about, isShown, row.response_body) ?? row.error_detail ?? "";
      return filled(line, { response });
    });
  },
  source_request: async (lines, ids, { applicationId, isShown }) => {
    const found = await read<{ id: string; body: Buffer }>(
      "select id, body from source_request where id = any ($1)",
      ids,
    );
    return each("sourceRequest", lines, found, (line, { body: stored }) => {
      const isText = isUtf8(stored);
      const text = stored.toString(isText ? "utf8" : "base64");
      const body = bodyFor({ applicationId, eventType: null }, isShown, text);
      return filled(line, { body, base64: isShown && !isText });
    });
  },
  inbox_request: async (lines, ids, { applicationId, isShown }) => {
    const found = await read<{ id: string; body: string }>(
      "select id, body from inbox_request where id = any ($1)",
      ids,
    );
    return each("inboxRequest", lines, found, (line, row) =>
      filled(line, { body: bodyFor({ applicationId, eventType: null }, isShown, row.body) }),
    );
  },
};

const filled = ({ kind, data }: Line, content: object): string =>
  JSON.stringify({ kind, data: { ...data, ...content } } satisfies ExportLine);

async function read<Row extends { id: string }>(sql: string, ids: string[]): Promise<Map<string, Row>> {
  const { rows } = await pool().query<Row>(sql, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

function each<Row>(
  kind: IdKind,
  lines: Line[],
  found: Map<string, Row>,
  fill: (line: Line, row: Row) => string,
): Map<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const row = found.get(parseId(kind, line.data.id) ?? "");
      return row ? [[line.data.id, fill(line, row)] as const] : [];
    }),
  );
}
