import type { EnvironmentOut } from "@/lib/contract/environment.ts";
import { db } from "@/lib/db.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";

/** Everything that makes an organization's environment and can be brought into another one. */
export async function exportEnvironment(ctx: Context): Promise<EnvironmentOut> {
  requireOperator(ctx, "engineer");
  const rows = await (ctx.tx ?? db()).eventType.findMany({
    where: { organizationId: organizationForNew(ctx) },
    orderBy: { name: "asc" },
  });
  return {
    version: 1,
    createdAt: new Date().toISOString(),
    eventTypes: rows.map(toEventTypeOut),
    settings: null,
    connectors: [],
  };
}
