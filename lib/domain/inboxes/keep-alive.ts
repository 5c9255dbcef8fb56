import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";

const LIFETIME = "7 days";

/** Lets the debug inboxes of an application live on for another seven days, those included that have just expired. */
export async function keepInboxesAlive(ctx: Context, input: { applicationId: string }): Promise<void> {
  requireOperator(ctx, "engineer");
  await (ctx.tx ?? db()).$executeRawUnsafe(
    `update inbox set expires_at = now() + interval '${LIFETIME}' where application_id = $1::uuid`,
    input.applicationId,
  );
}
