import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";

export async function getEndpoint(
  ctx: Context,
  input: { applicationId: string; endpointIdOrUid: string },
): Promise<EndpointOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  return toEndpointOut(await resolveEndpoint(ctx, input));
}
