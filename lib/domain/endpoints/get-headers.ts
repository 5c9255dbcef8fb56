import type { EndpointHeadersOut } from "@/lib/contract/endpoint-headers.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { openHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { isSensitiveHeader } from "@/lib/webhook/headers.ts";

/** Credentials by name only. People read no value at all: which header is a credential is theirs to know, not ours. */
export async function getEndpointHeaders(ctx: Context, input: EndpointRef): Promise<EndpointHeadersOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");

  const endpoint = await getEndpointOrThrow(ctx.tx ?? db(), input);
  const entries = Object.entries(openHeaders(endpoint, endpoint.headersSealed));
  const isHidden = (name: string) => ctx.actor.kind !== "apiKey" || isSensitiveHeader(name);
  return {
    headers: Object.fromEntries(entries.filter(([name]) => !isHidden(name))),
    sensitive: entries.map(([name]) => name).filter(isHidden),
  };
}
