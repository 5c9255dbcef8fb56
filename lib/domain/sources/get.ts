import type { SourceOut } from "@/lib/contract/source.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { getSourceOrThrow, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { toSourcesOut } from "@/lib/domain/sources/to-out.ts";
import { NotFound } from "@/lib/errors.ts";

export async function getSource(ctx: Context, ref: SourceRef): Promise<SourceOut> {
  requireOperator(ctx, "support");
  const client = ctx.tx ?? db();
  const [source] = await toSourcesOut(client, [await getSourceOrThrow(client, ref)]);
  if (!source) throw new NotFound();
  return source;
}
