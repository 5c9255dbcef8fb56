import type { Prisma } from "@/generated/prisma/client.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";
import type { Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { containing } from "@/lib/domain/like.ts";
import { idScan, type ListOrder, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { customersOf } from "@/lib/domain/operational-webhooks/organization.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

export interface ApplicationFilter {
  /** Part of the name or uid. */
  q?: string | undefined;
  withoutEndpoints?: "leave-out" | undefined;
  withDisabledEndpoints?: "leave-out" | undefined;
}

export async function listApplications(
  ctx: Context,
  input: { limit: number; iterator?: string | undefined; order: ListOrder; filter?: ApplicationFilter },
): Promise<Page<ApplicationOut>> {
  requireOperator(ctx, "viewer");

  const position = parseIterator("application", input.iterator);
  const { where, ...scan } = idScan(input.order, position, input.limit);
  const rows = await (ctx.tx ?? db()).application.findMany({
    where: { AND: [where, conditionOf(input.filter ?? {})], ...customersOf(organizationOf(ctx)), deletedAt: null },
    ...scan,
  });
  return pageOf(rows, {
    limit: input.limit,
    iterator: position,
    toOut: toApplicationOut,
    idOf: (row) => formatId("application", row.id),
  });
}

function conditionOf({ q, withoutEndpoints, withDisabledEndpoints }: ApplicationFilter): Prisma.ApplicationWhereInput {
  const and: Prisma.ApplicationWhereInput[] = [];
  if (q) and.push({ OR: [{ name: containing(q) }, { uid: containing(q) }] });
  if (withoutEndpoints) and.push({ endpoints: { some: { deletedAt: null } } });
  if (withDisabledEndpoints) and.push({ endpoints: { none: { deletedAt: null, disabledAt: { not: null } } } });
  return { AND: and };
}
