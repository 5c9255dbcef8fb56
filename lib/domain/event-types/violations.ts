import { pool } from "@/lib/db.ts";
import type { SchemaIssue } from "@/lib/domain/event-types/schema-thread.ts";
import type { ValidationRule } from "@/lib/domain/event-types/validation-rules.ts";
import { createGroupCommit, isRowFault } from "@/lib/domain/group-commit.ts";
import { storableText } from "@/lib/domain/storable-text.ts";
import { log } from "@/lib/log.ts";

/** Kept of each event type; of what is older only the number. */
export const KEPT_VIOLATIONS = 20;

/** A message that was accepted though it does not fit its schema. */
export interface Violation {
  rule: ValidationRule;
  messageId: string;
  applicationId: string | null;
  applicationUid: string | null;
  organizationId: string;
  issues: SchemaIssue[];
}

// Counts and the last few, in one statement. Rows of types are taken in order, so that two of these do not deadlock.
const RECORD = `
with given as (
  select g.*, coalesce(a.id, b.id) as owner_id
  from jsonb_to_recordset($1::jsonb) as g(message_id uuid, event_type_id uuid, application_id uuid, application_uid text, organization_id text, version text, issues jsonb)
  left join application a on a.id = g.application_id
  left join application b on g.application_id is null and b.organization_id = g.organization_id and b.uid = g.application_uid and b.deleted_at is null
),
types as materialized (
  select id from event_type where id in (select event_type_id from given) order by id for no key update
),
counted as (
  update event_type t set violation_count = t.violation_count + c.n, last_violation_at = now()
  from (select event_type_id, count(*) as n from given where event_type_id in (select id from types) group by 1) c
  where t.id = c.event_type_id
),
old as (
  delete from event_type_violation where message_id in (
    select v.message_id from types t cross join lateral (
      select message_id from event_type_violation where event_type_id = t.id order by message_id desc offset ${KEPT_VIOLATIONS - 1}
    ) v
  )
)
insert into event_type_violation (message_id, event_type_id, application_id, schema_version, issues)
select distinct on (event_type_id) message_id, event_type_id, owner_id, version, issues
from given where owner_id is not null and event_type_id in (select id from types)
order by event_type_id, message_id desc
on conflict do nothing`;

async function recordAll(violations: Violation[]) {
  const rows = violations.map(({ rule, messageId, issues, ...owner }) => ({
    message_id: messageId,
    event_type_id: rule.eventTypeId,
    application_id: owner.applicationId,
    application_uid: owner.applicationUid,
    organization_id: owner.organizationId,
    version: rule.version,
    issues: issues.map(({ path, expected, found }) => ({
      path: path.map(storableText),
      expected: storableText(expected),
      found,
    })),
  }));
  await pool().query(RECORD, [JSON.stringify(rows)]);
  return violations.map(() => ({ ok: true, value: undefined }) as const);
}

const commits = createGroupCommit<Violation, undefined>({ run: recordAll, isItemFault: isRowFault, maxInFlight: 1 });

/** Notes it where engineers look. The message is accepted already: what goes wrong here is not the sender's business. */
export async function recordViolation(violation: Violation): Promise<void> {
  await commits.submit(violation).catch((error: unknown) => log.warn("violation_not_recorded", { error }));
}
