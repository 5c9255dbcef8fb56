import { notFound } from "next/navigation";
import { cache } from "react";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

export interface FoundEndpoint {
  application: { id: string; name: string };
  endpoint: EndpointOut;
  ref: EndpointRef;
}

/** The endpoint of the path, read once for the page and its title; the 404 page when there is none. */
export const findEndpoint = cache(async (ctx: Context, appId: string, epId: string): Promise<FoundEndpoint> => {
  const application = await findApplication(ctx, appId);
  const endpoint = application && (await read(ctx, application.id, epId));
  const endpointId = endpoint && parseId("endpoint", endpoint.id);
  if (!application || !endpoint || !endpointId) notFound();
  return {
    application: { id: formatId("application", application.id), name: application.name },
    endpoint,
    ref: { applicationId: application.id, endpointId },
  };
});

async function read(ctx: Context, applicationId: string, epId: string): Promise<EndpointOut | null> {
  try {
    return await getEndpoint(ctx, { applicationId, endpointIdOrUid: epId });
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
