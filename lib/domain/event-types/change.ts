import type { Tx } from "@/lib/db.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { forgetValidationRules } from "@/lib/domain/event-types/validation-rules.ts";

/** Every change of event types goes through here: the next message is checked as they are now. */
export async function changeEventTypes<T>(ctx: Context, run: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await withTransaction(ctx, run);
  forgetValidationRules(organizationForNew(ctx));
  return result;
}
