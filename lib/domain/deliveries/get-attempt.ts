import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { JOIN_REQUEST, SELECT_REQUEST } from "@/lib/domain/deliveries/attempt-request.ts";
import { ATTEMPT_COLUMNS, JOIN_VERSION, responseHeadersOf, toAttemptOut } from "@/lib/domain/deliveries/attempt-row.ts";
import { diagnosisOf } from "@/lib/domain/deliveries/diagnosis-of.ts";
import { type SentRow, shownRequest } from "@/lib/domain/deliveries/shown-request.ts";
import { readUsual } from "@/lib/domain/deliveries/usual.ts";
import { readReplyGone, replyKeptUntil } from "@/lib/domain/payloads/gone.ts";
import { redactedValues, withoutValues } from "@/lib/domain/payloads/redact.ts";
import { bodyFor, recordPayloadView, seesPayloads } from "@/lib/domain/payloads/view.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { REDACTED } from "@/lib/webhook/redact-reply.ts";

interface Row extends SentRow {
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
  timeout_ms: number | null;
}

/** How what is shown of a body differs from what is known of it. */
function differing(one: {
  isShown: boolean;
  before: string | null;
  after: string | null;
}): AttemptDetailOut["request"]["bodyDiffers"] {
  if (one.before === one.after) return [];
  return [one.isShown ? "redacted" : "masked"];
}

const ATTEMPT = `
select ${ATTEMPT_COLUMNS}, a.queue_ms, a.throttle_ms, a.dns_ms, a.connect_ms, a.tls_ms, a.wait_ms, a.body_ms, a.reused, a.remote_address,
  a.tls_version, v.headers_sealed, v.authentication, v.composed, coalesce(v.header_options, e.delivery_options) as header_options, m.payload,
  m.sequence as message_sequence, e.delivery_options -> 'logRequests' is distinct from 'false' as logs_requests, e.timeout_ms,
  ${SELECT_REQUEST}
from attempt a ${JOIN_VERSION}
join endpoint e on e.id = a.endpoint_id
${JOIN_REQUEST}
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
  requireStaffRole(ctx, "viewer");
  const { rows } = await pool().query<Row>(ATTEMPT, [input.attemptId, input.deliveryId, input.applicationId]);
  const [found] = rows;
  if (!found) throw new NotFound();
  const about = { applicationId: input.applicationId, eventType: found.event_type };
  const gone = await readReplyGone(pool(), found);
  // The receiver may have repeated what it was sent before the rule was there.
  const reply = gone ? null : withoutValues(found.response_body, redactedValues(about, found.payload));
  const row = { ...found, response_body: reply };
  const [request, usual] = await Promise.all([shownRequest(ctx.actor, row), readUsual(pool(), row)]);
  const isShown = seesPayloads(ctx);
  const body = bodyFor(about, isShown, request.body);
  const bodyDiffers = [...request.bodyDiffers, ...differing({ isShown, before: request.body, after: body })];
  const responseBody = bodyFor(about, isShown, reply ?? "");
  if (isShown) {
    const viewed = { objectId: formatId("attempt", row.id), applicationId: input.applicationId };
    await recordPayloadView(ctx, { kind: "attempt", ...viewed });
  }
  return {
    ...toAttemptOut(row),
    request: { ...request, body, bodyDiffers: [...new Set(bodyDiffers)] },
    response:
      row.status_code === null
        ? null
        : {
            statusCode: row.status_code,
            headers: Object.entries(responseHeadersOf(row)),
            body: responseBody,
            base64: isShown && row.response_base64,
            truncated: row.response_truncated,
            notLogged: row.response_headers === null,
            gone,
            keptUntil: gone || row.response_headers === null ? null : replyKeptUntil(row.id),
            redacted:
              isShown && !gone && (responseBody !== (found.response_body ?? "") || responseBody.includes(REDACTED)),
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
    diagnosis: diagnosisOf(row, row.timeout_ms ?? settings().requestTimeoutSeconds * 1000, isShown),
    usual,
  };
}
