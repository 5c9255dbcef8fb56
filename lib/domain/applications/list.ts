import type { Prisma } from "@/generated/prisma/client.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";
import type { Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { type ApplicationSort, readSortedIds } from "@/lib/domain/applications/list-sorted.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { idScan, type ListOrder, type ListPosition, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { customersOf } from "@/lib/domain/operational-webhooks/organization.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

export interface ApplicationFilter {
  /** Part of the name, the uid or a value of the metadata. */
  q?: string | undefined;
  state?: "failing" | "turned_off" | "suspended" | undefined;
  /** UUIDs */
  ids?: string[] | undefined;
  withoutEndpoints?: "leave-out" | undefined;
  withDisabledEndpoints?: "leave-out" | undefined;
}

export async function listApplications(
  ctx: Context,
  input: {
    limit: number;
    iterator?: string | undefined;
    order: ListOrder;
    sort?: ApplicationSort;
    filter?: ApplicationFilter;
  },
): Promise<Page<ApplicationOut>> {
  requireOperator(ctx, "viewer");

  const position = parseIterator("application", input.iterator);
  const { sort = "created", filter = {} } = input;
  const isUsual = sort === "created" && !filter.q && !filter.state;
  const rows = isUsual ? await readInOrder(ctx, input, position) : await readSorted(ctx, input, position);
  return pageOf(rows, {
    limit: input.limit,
    iterator: position,
    toOut: toApplicationOut,
    idOf: (row) => formatId("application", row.id),
  });
}

function readInOrder(
  ctx: Context,
  input: { limit: number; order: ListOrder; filter?: ApplicationFilter },
  position: ListPosition | null,
) {
  const { where, ...scan } = idScan(input.order, position, input.limit);
  return (ctx.tx ?? db()).application.findMany({
    where: { AND: [where, conditionOf(input.filter ?? {})], ...customersOf(organizationOf(ctx)), deletedAt: null },
    ...scan,
  });
}

async function readSorted(
  ctx: Context,
  input: { limit: number; order: ListOrder; sort?: ApplicationSort; filter?: ApplicationFilter },
  position: ListPosition | null,
) {
  const ids = await readSortedIds(ctx, input, position);
  const rows = await (ctx.tx ?? db()).application.findMany({ where: { id: { in: ids }, deletedAt: null } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function conditionOf({
  ids,
  withoutEndpoints,
  withDisabledEndpoints,
}: ApplicationFilter): Prisma.ApplicationWhereInput {
  const and: Prisma.ApplicationWhereInput[] = [];
  if (ids) and.push({ id: { in: ids } });
  if (withoutEndpoints) and.push({ endpoints: { some: { deletedAt: null } } });
  if (withDisabledEndpoints) and.push({ endpoints: { none: { deletedAt: null, disabledAt: { not: null } } } });
  return { AND: and };
}
