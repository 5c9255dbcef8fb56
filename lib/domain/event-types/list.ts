import { EventTypeName, type Page } from "@/lib/contract/common.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import { db } from "@/lib/db.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { visibleEventTypes } from "@/lib/domain/event-types/scope.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { type ListOrder, pageOf, parseIteratorWith, scanOf } from "@/lib/domain/list.ts";

/** By name; `show` and `content` say what an answer holds besides. */
export async function listEventTypes(
  ctx: Context,
  input: {
    limit: number;
    iterator?: string | undefined;
    order: ListOrder;
    show?: "all" | "not-archived";
    content?: "schemas" | "none";
  },
): Promise<Page<EventTypeOut>> {
  requireStaffRole(ctx, "viewer");
  const { limit, show = "not-archived", content = "none" } = input;

  const position = parseIteratorWith((name) => (EventTypeName.safeParse(name).success ? name : null), input.iterator);
  const { operator, direction } = scanOf(input.order, position);
  const beyond = position ? { name: operator === ">" ? { gt: position.id } : { lt: position.id } } : {};
  const rows = await (ctx.tx ?? db()).eventType.findMany({
    where: { AND: [visibleEventTypes(ctx), beyond, show === "all" ? {} : { archived: false }] },
    orderBy: { name: direction },
    take: limit + 1,
  });
  return pageOf(rows, {
    limit,
    iterator: position,
    toOut: (row) => toEventTypeOut(content === "schemas" ? row : { ...row, schemas: null }),
    idOf: (row) => row.name,
  });
}
