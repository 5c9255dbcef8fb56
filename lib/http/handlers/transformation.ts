import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { previewRequest } from "@/lib/domain/compose/preview.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { rawMember } from "@/lib/domain/messages/raw-payload.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";
import { patchEndpointTransformation } from "@/lib/domain/transformations/patch.ts";
import { simulateTransformation } from "@/lib/domain/transformations/simulate.ts";
import type { Handlers } from "@/lib/http/handler.ts";

async function refOf(ctx: Context, params: { app_id: string; endpoint_id: string }): Promise<EndpointRef> {
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  const { id: endpointId } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: params.endpoint_id });
  return { applicationId, endpointId };
}

export const transformationHandlers = {
  previewEndpointRequest: async (ctx, { params, body }) => ({
    status: 200,
    body: await previewRequest(ctx, { ...(await refOf(ctx, params)), preview: body }),
  }),

  getEndpointTransformation: async (ctx, { params }) => ({
    status: 200,
    body: await getEndpointTransformation(ctx, await refOf(ctx, params)),
  }),

  patchEndpointTransformation: async (ctx, { params, body }) => {
    await patchEndpointTransformation(ctx, { ...(await refOf(ctx, params)), patch: body });
    return { status: 204, body: null };
  },

  simulateEndpointTransformation: async (ctx, { params, body, bodyText }) => {
    // As a message's payload is taken: what the code reads must not differ from what it would get.
    const payload = body.payload ? rawMember(bodyText, "payload") : null;
    const input = { ...(await refOf(ctx, params)), simulation: body, payload };
    return { status: 200, body: await simulateTransformation(ctx, input) };
  },
} satisfies Pick<
  Handlers,
  | "previewEndpointRequest"
  | "getEndpointTransformation"
  | "patchEndpointTransformation"
  | "simulateEndpointTransformation"
>;
