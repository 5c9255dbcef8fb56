import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { type Actor, type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import {
  ATTEMPT_COLUMNS,
  type AttemptRow,
  JOIN_VERSION,
  responseHeadersOf,
  toAttemptOut,
} from "@/lib/domain/deliveries/attempt-row.ts";
import { readBatches } from "@/lib/domain/deliveries/batches.ts";
import { diagnosisOf } from "@/lib/domain/deliveries/diagnosis-of.ts";
import { batchContent } from "@/lib/domain/deliveries/request-content.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { openHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { env } from "@/lib/env.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { isSensitiveHeader, maskHeaderValue } from "@/lib/webhook/headers.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";

interface Row extends AttemptRow {
  queue_ms: number | null;
  throttle_ms: number | null;
  dns_ms: number | null;
  connect_ms: number | null;
  tls_ms: number | null;
  wait_ms: number | null;
  body_ms: number | null;
  reused: boolean;
  remote_address: string | null;
  tls_version: string | null;
  headers_sealed: string | null;
  payload: string | null;
  message_sequence: number | null;
  delivery_options: unknown;
  timeout_ms: number | null;
}

const ATTEMPT = `
select ${ATTEMPT_COLUMNS}, a.queue_ms, a.throttle_ms, a.dns_ms, a.connect_ms, a.tls_ms, a.wait_ms, a.body_ms, a.reused, a.remote_address,
  a.tls_version, v.headers_sealed, m.payload, m.sequence as message_sequence, e.delivery_options, e.timeout_ms
from attempt a ${JOIN_VERSION}
join endpoint e on e.id = a.endpoint_id
left join message m on m.id = a.message_id and m.application_id = a.application_id
where a.id = $1 and a.application_id = $3
  and (a.delivery_id = $2 or a.batch_id = (select d.batch_id from delivery d where d.id = $2 and d.application_id = $3))`;

/**
 * One try: request and reply as they were, the time of each phase, the words for a failure.
 * @throws NotFound when the delivery has none of this id.
 */
export async function getDeliveryAttempt(
  ctx: Context,
  input: { applicationId: string; deliveryId: string; attemptId: string },
): Promise<AttemptDetailOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "support");
  const { rows } = await pool().query<Row>(ATTEMPT, [input.attemptId, input.deliveryId, input.applicationId]);
  const [row] = rows;
  if (!row) throw new NotFound();
  const content = await contentOf(row);
  const { logRequests, sequence } = readOptions(row.delivery_options);
  const isLogged = logRequests !== false;
  return {
    ...toAttemptOut(row),
    request: {
      method: "POST",
      url: row.url,
      headers: requestHeaders({
        messageId: content.id,
        timestampSeconds: Math.floor(row.started_at.getTime() / 1000),
        signature: row.signature,
        sequence: sequence ? content.sequence : null,
        custom: shownHeaders(ctx.actor, openHeaders(row.endpoint_id, row.headers_sealed)),
        userAgent: USER_AGENT,
      }),
      body: isLogged ? content.text : null,
      bodyMissing: !isLogged ? "not_logged" : content.text === null ? "expired" : null,
    },
    response:
      row.status_code === null
        ? null
        : {
            statusCode: row.status_code,
            headers: Object.entries(responseHeadersOf(row)),
            body: row.response_body ?? "",
            base64: row.response_base64,
            truncated: row.response_truncated,
            notLogged: row.response_headers === null,
          },
    errorDetail: row.error_detail,
    phases: {
      queueMs: row.queue_ms,
      throttleMs: row.throttle_ms,
      dnsMs: row.dns_ms,
      connectMs: row.connect_ms,
      tlsMs: row.tls_ms,
      waitMs: row.wait_ms,
      bodyMs: row.body_ms,
    },
    reused: row.reused,
    remoteAddress: row.remote_address,
    tlsVersion: row.tls_version,
    certificateNotAfter: row.certificate_not_after?.toISOString() ?? null,
    diagnosis: diagnosisOf(row, row.timeout_ms ?? env().REQUEST_TIMEOUT_SECONDS * 1000),
  };
}

/** What was sent; the text is null once it is not kept any more. */
async function contentOf(row: Row): Promise<{ id: string; text: string | null; sequence: number | null }> {
  const batch = row.batch_id === null ? null : (await readBatches(pool(), [row.batch_id])).get(row.batch_id);
  if (batch) return batchContent(batch);
  return { id: formatId("message", row.message_id), text: row.payload, sequence: row.message_sequence };
}

/** People on a screen see enough of a value to recognise it; the operator's own code sees all but credentials. */
function shownHeaders(actor: Actor, custom: Record<string, string>): Record<string, string> {
  const masksAll = actor.kind === "portal" || actor.kind === "staff";
  return Object.fromEntries(
    Object.entries(custom).map(([name, value]) => [
      name,
      masksAll || isSensitiveHeader(name) ? maskHeaderValue(value) : value,
    ]),
  );
}
