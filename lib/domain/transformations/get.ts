import { type EndpointTransformationOut, HIDDEN_VALUE } from "@/lib/contract/transformation.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { findTransformation, openVariables } from "@/lib/domain/transformations/stored.ts";

/** The code in full; of the variables their names. */
export async function getEndpointTransformation(ctx: Context, input: EndpointRef): Promise<EndpointTransformationOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");

  const tx = ctx.tx ?? db();
  const { id, applicationId } = await getEndpointOrThrow(tx, input);
  const stored = await findTransformation(tx, id);
  if (!stored) return { code: null, enabled: false, variables: null, version: null, updatedAt: null };
  const names = Object.keys(openVariables({ ...stored, applicationId }, stored.variablesSealed));
  return {
    code: stored.code,
    enabled: stored.enabled,
    variables: names.length === 0 ? null : Object.fromEntries(names.map((name) => [name, HIDDEN_VALUE])),
    version: stored.version,
    updatedAt: stored.createdAt.toISOString(),
  };
}
