import type { Endpoint } from "@/generated/prisma/client.ts";
import type { Context } from "@/lib/domain/context.ts";
import { Conflict } from "@/lib/errors.ts";

const REASONS: Record<string, string> = {
  environment:
    "This endpoint is set by the environment of the server: change WEBHOOK_URLS or the other WEBHOOK_ settings there, and restart.",
  test: "This endpoint is there for a test only, and goes when that is over.",
};

/**
 * What is set elsewhere is not changed here: the next start would undo it, without a word.
 * @throws Conflict naming the setting
 */
export function requireUnmanaged(ctx: Context, { managedBy }: Pick<Endpoint, "managedBy">): void {
  if (managedBy !== null && ctx.actor.kind !== "system") throw new Conflict(REASONS[managedBy] ?? "It is managed.");
}
