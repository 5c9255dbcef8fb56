import type { Page } from "@/lib/contract/common.ts";
import type { ApiRequestOut, REQUEST_STATUS_CLASSES } from "@/lib/contract/request-log.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import type { LoggedRequest } from "@/lib/domain/request-log/buffer.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput, NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

export interface RequestLogFilter {
  /** `key_…`, or `none` for what came with a credential that we do not know. */
  key?: string | undefined;
  status?: readonly (typeof REQUEST_STATUS_CLASSES)[number][] | undefined;
  method?: string | undefined;
  path?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

type Row = Omit<LoggedRequest, "at"> & { at: Date; key_name: string | null; key_last4: string | null };

const READ =
  "select r.*, k.name as key_name, k.last4 as key_last4 from api_request r left join api_key k on k.id = r.api_key_id";
/** The caller's: staff sees all, and what came with no known key belongs to nobody else. */
const OWN = "($1::text is null or r.organization_id = $1)";

/** The last requests to the API, newest first. */
export async function listApiRequests(
  ctx: Context,
  input: RequestLogFilter & { limit: number; iterator?: string | undefined },
): Promise<Page<ApiRequestOut>> {
  requireOperator(ctx, "engineer");
  const position = parseIterator("apiRequest", input.iterator);
  const { operator, direction } = scanOf("descending", position);
  const { conditions, values } = conditionsOf(ctx, input);
  if (position) conditions.push(`r.id ${operator} $${values.push(position.id)}`);
  const { rows } = await pool().query<Row>(
    `${READ} where ${conditions.join(" and ")} order by r.id ${direction} limit $${values.push(input.limit + 1)}`,
    values,
  );
  const idOf = (row: Row) => formatId("apiRequest", row.id);
  return pageOf(rows, { limit: input.limit, iterator: position, toOut, idOf });
}

export async function getApiRequest(ctx: Context, { id: wireId }: { id: string }): Promise<ApiRequestOut> {
  requireOperator(ctx, "engineer");
  const id = parseId("apiRequest", wireId);
  const { rows } = await pool().query<Row>(`${READ} where ${OWN} and r.id = $2`, [organizationOf(ctx) ?? null, id]);
  const [row] = rows;
  if (!row) throw new NotFound();
  return toOut(row);
}

function conditionsOf(ctx: Context, { key, status, method, path, from, to }: RequestLogFilter) {
  const values: unknown[] = [organizationOf(ctx) ?? null];
  const conditions = [OWN];
  const add = (value: unknown, condition: (placeholder: string) => string) => {
    conditions.push(condition(`$${values.push(value)}`));
  };
  if (key === "none") conditions.push("r.api_key_id is null");
  else if (key !== undefined) {
    const id = parseId("apiKey", key);
    if (!id) throw new InvalidInput(["query", "key"], "is not the id of an API key");
    add(id, (n) => `r.api_key_id = ${n}`);
  }
  if (status && status.length > 0) {
    add(
      status.map((one) => Number(one[0])),
      (n) => `r.status / 100 = any (${n}::integer[])`,
    );
  }
  if (method) add(method, (n) => `r.method = ${n}`);
  if (path) add(path, (n) => `position(lower(${n}) in lower(r.path)) > 0`);
  if (from) add(new Date(from), (n) => `r.at >= ${n}`);
  if (to) add(new Date(to), (n) => `r.at < ${n}`);
  return { conditions, values };
}

function toOut(row: Row): ApiRequestOut {
  return {
    id: formatId("apiRequest", row.id),
    at: row.at.toISOString(),
    method: row.method,
    route: row.route,
    path: row.path,
    status: row.status,
    durationMs: row.duration_ms,
    idempotency: row.idempotency,
    requestBytes: row.request_bytes,
    responseBytes: row.response_bytes,
    problem: row.problem === null ? null : readProblem(row.problem),
    requestId: row.request_id,
    key:
      (row.api_key_id && {
        id: formatId("apiKey", row.api_key_id),
        name: row.key_name ?? "",
        last4: row.key_last4 ?? "",
      }) ||
      null,
    credentialEnd: row.credential_end,
    remoteAddress: row.remote_address,
    userAgent: row.user_agent,
    leftOut: row.left_out,
  };
}

/** One that was too long was cut off. */
function readProblem(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text };
  }
}
