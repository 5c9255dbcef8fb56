import { pool } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { maskBody } from "@/lib/domain/payloads/mask.ts";
import { type About, redactText } from "@/lib/domain/payloads/redact.ts";
import { formatId } from "@/lib/ids.ts";

/** Customers and keys see what is theirs; staff see values of the one thing that they asked to reveal. */
export function seesPayloads({ actor, reveals }: Context): boolean {
  return actor.kind !== "staff" || reveals === true;
}

/** Lists are masked for staff in any case: who looks at a payload looks at one. */
export const listsPayloads = ({ actor }: Context): boolean => actor.kind !== "staff";

/** A body as it is shown: never with redacted values, and masked for staff who have not asked. */
export function bodyFor<T extends string | null>(about: About, isShown: boolean, text: T): T | string {
  const redacted = redactText(about, text);
  return redacted === null || isShown ? redacted : maskBody(redacted);
}

const VIEWED = `select 1 from audit_log
where actor_id = $1 and object_id = $2 and action = $3 and id >= uuid_v7_floor(now() - interval '1 hour') limit 1`;

/** Writes down that a member of staff was shown a payload, once an hour for each thing: before it is answered. */
export async function recordPayloadView(
  ctx: Context,
  viewed: { kind: "message" | "attempt" | "source_request" | "inbox"; objectId: string; applicationId: string },
): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const action = `${viewed.kind}.payload_viewed`;
  const seen = await pool().query(VIEWED, [formatId("staff", ctx.actor.id), viewed.objectId, action]);
  if (seen.rowCount) return;
  const { kind: objectKind, objectId, applicationId } = viewed;
  await withTransaction(ctx, (tx) => recordAudit(ctx, tx, { action, objectKind, objectId, applicationId }));
}
