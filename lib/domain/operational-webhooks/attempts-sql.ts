import type { RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { operationalOrganizationOf } from "@/lib/domain/operational-webhooks/organization.ts";
import { OUTBOX_CHANNEL } from "@/lib/queue.ts";

/** A delivery is reported as failing after so many failed tries of its schedule (the figure of the hosted product). */
const FAILING_AFTER = 4;
const MANUAL = 1;

/**
 * Whether the operator may have to be told of this try; the statement decides, which knows what came before. Few tries
 * are such, so the usual statement is spared the question.
 */
export function mayBeTold(attempt: RecordedAttempt): boolean {
  const { status, nextStatus, number, trigger, isTest } = attempt;
  if (isTest) return false;
  if (status === 2) return nextStatus === 2 || (nextStatus === 0 && number >= FAILING_AFTER);
  return status === 0 && nextStatus === 1 && (number > FAILING_AFTER || trigger === MANUAL);
}

const eventOf = (h: string) => `case
  when ${h}.is_test then null
  when ${h}.status = 2 and ${h}.next_status = 0 and ${h}.burns and ${h}.budget_used + 1 = ${FAILING_AFTER} then 'message.attempt.failing'
  when ${h}.status = 2 and ${h}.next_status = 2 and ${h}.return_status is null then 'message.attempt.exhausted'
  when ${h}.status = 0 and ${h}.next_status = 1 and (${h}.budget_used >= ${FAILING_AFTER} or ${h}.return_status = 2) then 'message.attempt.recovered'
end`;

/**
 * A part of the statement that records tries: tells the operator, who has an endpoint for it, of deliveries that began to
 * fail, gave up or recovered. `held` are the tries that changed their delivery, with what it was before.
 */
export const TOLD_ATTEMPTS = `told as (
  insert into posthorn.outbox (message_id, organization_id, application_id, event_type, payload)
  select uuid_v7(), o.organization_id, o.id, t.event, json_build_object('type', t.event, 'data', json_build_object(
    'appId', posthorn.format_id('app_', t.application_id), 'appUid', a.uid, 'endpointId', posthorn.format_id('ep_', t.endpoint_id),
    'msgId', posthorn.format_id('msg_', t.message_id), 'msgEventId', m.event_id,
    'lastAttempt', json_build_object('id', posthorn.format_id('atmpt_', t.attempt_id), 'responseStatusCode', coalesce(t.status_code, 0),
      'timestamp', to_char(t.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))::text
  from (select h.*, ${eventOf("h")} as event from held h) t
  cross join lateral (select uid, organization_id from application where id = t.application_id limit 1) a
  cross join lateral (select id, organization_id from application
    where organization_id = '${operationalOrganizationOf("")}' || a.organization_id and deleted_at is null limit 1) o
  left join lateral (select event_id from message where id = t.message_id limit 1) m on true
  where t.event is not null and exists (select from endpoint e where e.application_id = o.id and e.deleted_at is null)
  returning pg_notify('${OUTBOX_CHANNEL}', '')
)`;
