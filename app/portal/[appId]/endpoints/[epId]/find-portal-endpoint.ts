import { cache } from "react";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { requirePortal } from "@/lib/page/portal.ts";

type Found =
  | { ctx: Context; endpoint: EndpointOut; ref: EndpointRef; mayChange: boolean }
  | { ctx: Context; endpoint: null; ref: null; mayChange: false };

const find = cache(async (appId: string, epId: string): Promise<Found | null> => {
  const portal = await requirePortal(appId);
  if (!portal) return null;
  const { ctx, session } = portal;
  const { applicationId, capabilities } = session.actor;
  try {
    const endpoint = await getEndpoint(ctx, { applicationId, endpointIdOrUid: epId });
    const endpointId = parseId("endpoint", endpoint.id);
    if (!endpointId) throw new NotFound();
    const mayChange = capabilities.includes("ManageEndpoint") || capabilities.includes("ManageEndpointSecret");
    return { ctx, endpoint, ref: { applicationId, endpointId }, mayChange };
  } catch (error) {
    if (error instanceof NotFound) return { ctx, endpoint: null, ref: null, mayChange: false };
    throw error;
  }
});

/** The endpoint of the path, read once for the page and its title. null without a session; no endpoint when there is none. */
export function findPortalEndpoint({ appId, epId }: { appId: string; epId: string }): Promise<Found | null> {
  return find(appId, epId);
}
