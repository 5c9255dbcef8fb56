import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import { db } from "@/lib/db.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { visibleEventTypes } from "@/lib/domain/event-types/scope.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { NotFound } from "@/lib/errors.ts";

export async function getEventType(ctx: Context, input: { name: string }): Promise<EventTypeOut> {
  const eventType = await findEventType(ctx, input.name);
  if (!eventType) throw new NotFound();
  return eventType;
}

export async function findEventType(ctx: Context, name: string): Promise<EventTypeOut | null> {
  requireStaffRole(ctx, "viewer");
  const row = await (ctx.tx ?? db()).eventType.findFirst({ where: { ...visibleEventTypes(ctx), name } });
  return row && toEventTypeOut(row);
}
