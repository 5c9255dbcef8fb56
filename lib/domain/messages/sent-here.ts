import { pool } from "@/lib/db.ts";
import { type IdKind, parseId } from "@/lib/ids.ts";

/** Every kind of id that goes out as `webhook-id`, and where it is kept. */
const KEPT = { message: "message", batch: "delivery_batch", alert: "alert_dispatch" } as const satisfies Partial<
  Record<IdKind, string>
>;

/**
 * Whether a request with this `webhook-id` was sent by this installation, whatever name it was sent to. Ids of others,
 * other installations of Posthorn among them, are not known here.
 */
export async function wasSentHereUnscoped(webhookId: string): Promise<boolean> {
  for (const [kind, table] of Object.entries(KEPT)) {
    const id = parseId(kind as keyof typeof KEPT, webhookId);
    if (id === null) continue;
    const { rowCount } = await pool().query({
      name: `sent-here-${kind}`,
      text: `select 1 from ${table} where id = $1 limit 1`,
      values: [id],
    });
    return rowCount === 1;
  }
  return false;
}
