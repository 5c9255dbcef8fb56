import type { FailureFactOut } from "@/lib/contract/failure-group.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { findGroupOrThrow } from "@/lib/domain/failure-groups/get.ts";
import type { GroupRow } from "@/lib/domain/failure-groups/group-row.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId, uuidFloor } from "@/lib/ids.ts";

const MAX_FACTS = 50;
/** A bound on what is read of a busy application's log. */
const MAX_READ = 2_000;
/** What was changed shortly before a failure may be why. */
const BEFORE_MS = 7 * 24 * 60 * 60_000;

const CHANGES_NOTHING = ["tested", "url_tested", "example_sent", "secret_revealed"].map((what) => `endpoint.${what}`);

export interface EventRow {
  kind: Exclude<FailureFactOut["kind"], "endpoint_changed" | "certificate_ends">;
  actor_label: string | null;
  note: string | null;
  muted_until: Date | null;
  created_at: Date;
}

export function toFact(row: EventRow): FailureFactOut {
  return {
    at: row.created_at.toISOString(),
    kind: row.kind,
    action: null,
    fields: [],
    by: row.actor_label,
    note: row.note,
    mutedUntil: row.muted_until?.toISOString() ?? null,
  };
}

/** What happened to the group and, from a week before it, to its endpoint; newest first. */
export async function listFailureFacts(
  ctx: Context,
  input: { groupId: string | null },
): Promise<{ data: FailureFactOut[] }> {
  requireOperator(ctx, "viewer");
  const group = await findGroupOrThrow(pool(), ctx, input.groupId);
  const [events, changes] = await Promise.all([readEvents(group.id), readChanges(group)]);
  const facts = [...events, ...changes, ...certificateOf(group)].sort((a, b) => b.at.localeCompare(a.at));
  return { data: facts.slice(0, MAX_FACTS) };
}

async function readEvents(groupId: string): Promise<FailureFactOut[]> {
  const { rows } = await pool().query<EventRow>(
    `select kind, actor_label, note, muted_until, created_at from failure_group_event
     where group_id = $1 order by id desc limit ${MAX_FACTS}`,
    [groupId],
  );
  return rows.map(toFact);
}

interface ChangeRow {
  action: string;
  actor_kind: string;
  actor_label: string;
  created_at: Date;
  fields: string[] | null;
}

async function readChanges(group: GroupRow): Promise<FailureFactOut[]> {
  const { rows } = await pool().query<ChangeRow>(
    `select action, actor_kind, actor_label, created_at,
       case when jsonb_typeof(change -> 'after') = 'object' and action = 'endpoint.updated'
         then array(select jsonb_object_keys(change -> 'after')) end as fields
     from (
       select * from audit_log where application_id = $1 and id >= $2 order by id desc limit ${MAX_READ}
     ) newest
     where object_kind = 'endpoint' and object_id = $3 and action <> all ($4)
     order by id desc limit ${MAX_FACTS}`,
    [
      group.application_id,
      uuidFloor(group.first_seen_at.getTime() - BEFORE_MS),
      formatId("endpoint", group.endpoint_id),
      CHANGES_NOTHING,
    ],
  );
  return rows.map((row) => ({
    at: row.created_at.toISOString(),
    kind: "endpoint_changed",
    action: row.action,
    fields: row.fields ?? [],
    by: row.actor_kind === "system" ? null : row.actor_label,
    note: null,
    mutedUntil: null,
  }));
}

/** The certificate's end, where it lies between the first failure and soon. */
function certificateOf({ certificate_not_after: at, endpoint_url: url, first_seen_at }: GroupRow): FailureFactOut[] {
  if (at === null || !url.startsWith("https:")) return [];
  const isNear = at.getTime() > first_seen_at.getTime() - BEFORE_MS && at.getTime() < Date.now() + BEFORE_MS * 2;
  if (!isNear) return [];
  const nothing = { action: null, fields: [], by: null, note: null, mutedUntil: null };
  return [{ at: at.toISOString(), kind: "certificate_ends", ...nothing }];
}
