import { EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";

const NO_AUTHENTICATION: EndpointAuthenticationOut = {
  basic: null,
  bearer: null,
  apiKey: null,
  oauth2: null,
  mtls: null,
  ca: null,
};

/** Which credentials are sent along, without their values: nobody reads those, the operator neither. */
export async function getEndpointAuthentication(ctx: Context, input: EndpointRef): Promise<EndpointAuthenticationOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");

  const { authentication } = await getEndpointOrThrow(ctx.tx ?? db(), input);
  return readShown(authentication) ?? NO_AUTHENTICATION;
}

/** What a row may show of credentials; null without any. */
export function readShown(stored: unknown): EndpointAuthenticationOut | null {
  return stored === null ? null : EndpointAuthenticationOut.parse(stored);
}
