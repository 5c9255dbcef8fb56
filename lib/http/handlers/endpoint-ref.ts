import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";

/** Ids of what the path names; NotFound when either is missing or somebody else's. */
export async function refOf(ctx: Context, params: { app_id: string; endpoint_id: string }): Promise<EndpointRef> {
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  const { id: endpointId } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: params.endpoint_id });
  return { applicationId, endpointId };
}
