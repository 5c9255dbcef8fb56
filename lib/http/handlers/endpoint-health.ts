import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { listEndpointHealth } from "@/lib/domain/endpoint-health/list.ts";
import { getEndpointInternals } from "@/lib/domain/endpoints/get-internals.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { refOf } from "@/lib/http/handlers/endpoint-ref.ts";

export const endpointHealthHandlers = {
  listEndpointHealth: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listEndpointHealth(ctx, { applicationId: id }) };
  },

  getEndpointHealth: async (ctx, { params }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    const { id: endpointId } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: params.endpoint_id });
    return { status: 200, body: await getEndpointHealth(ctx, { applicationId, endpointId }) };
  },

  getEndpointInternals: async (ctx, { params }) => ({
    status: 200,
    body: await getEndpointInternals(ctx, await refOf(ctx, params)),
  }),

  getApplicationSummary: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await getApplicationSummary(ctx, { applicationId: id }) };
  },
} satisfies Pick<
  Handlers,
  "listEndpointHealth" | "getEndpointHealth" | "getEndpointInternals" | "getApplicationSummary"
>;
