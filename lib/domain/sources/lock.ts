import type { Source, SourceSecret } from "@/generated/prisma/client.ts";
import { db, type Tx } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

export interface SourceRef {
  applicationId: string;
  sourceId: string;
}

export type SourceWithSecrets = Source & { secrets: SourceSecret[] };

/** The source that a path names within an application that is resolved already. @throws NotFound for everything else. */
export async function resolveSource(
  ctx: Context,
  input: { applicationId: string; sourceId: string },
): Promise<SourceRef> {
  const { applicationId } = input;
  const sourceId = parseId("source", input.sourceId);
  if (!sourceId) throw new NotFound();
  await getSourceOrThrow(ctx.tx ?? db(), { applicationId, sourceId });
  return { applicationId, sourceId };
}

export async function getSourceOrThrow(
  tx: Pick<Tx, "source">,
  { applicationId, sourceId }: SourceRef,
): Promise<SourceWithSecrets> {
  const source = await tx.source.findFirst({
    where: { id: sourceId, applicationId, deletedAt: null },
    include: { secrets: true },
  });
  if (!source) throw new NotFound();
  return source;
}

/** Loads a source and holds it until the transaction ends; changes of one come one after the other. */
export async function lockSource(tx: Tx, ref: SourceRef): Promise<SourceWithSecrets> {
  await tx.$queryRaw`select 1 from source where id = ${ref.sourceId}::uuid for no key update`;
  return getSourceOrThrow(tx, ref);
}
