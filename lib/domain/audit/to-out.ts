import type { AuditEntryOut } from "@/lib/contract/audit.ts";
import { sidesOf } from "@/lib/domain/activity/to-out.ts";
import { formatId } from "@/lib/ids.ts";

export interface AuditRow {
  id: string;
  application_id: string | null;
  application_name: string | null;
  actor_kind: AuditEntryOut["actor"]["kind"];
  actor_id: string | null;
  actor_label: string;
  action: string;
  object_kind: string;
  object_id: string | null;
  change: unknown;
  request_id: string | null;
  remote_address: string | null;
  reason: string | null;
  created_at: Date;
}

export function toAuditEntryOut(row: AuditRow): AuditEntryOut {
  return {
    id: formatId("activity", row.id),
    createdAt: row.created_at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_label },
    action: row.action,
    object: { kind: row.object_kind, id: row.object_id },
    application: row.application_id
      ? { id: formatId("application", row.application_id), name: row.application_name ?? "" }
      : null,
    change: sidesOf(row.change),
    reason: row.reason,
    requestId: row.request_id,
    remoteAddress: row.remote_address,
  };
}
