import type { Endpoint } from "@/generated/prisma/client.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/**
 * The endpoint that a path names by id or uid within an application that is resolved already.
 * @throws NotFound for everything else: an endpoint of another application is like one that never was.
 */
export async function resolveEndpoint(
  ctx: Context,
  input: { applicationId: string; endpointIdOrUid: string },
): Promise<Endpoint> {
  const endpoint = await findEndpoint(ctx, input);
  if (!endpoint) throw new NotFound();
  return endpoint;
}

export async function findEndpoint(
  ctx: Context,
  { applicationId, endpointIdOrUid }: { applicationId: string; endpointIdOrUid: string },
): Promise<Endpoint | null> {
  const id = parseId("endpoint", endpointIdOrUid);
  return (ctx.tx ?? db()).endpoint.findFirst({
    where: { ...(id ? { id } : { uid: endpointIdOrUid }), applicationId, deletedAt: null },
  });
}
