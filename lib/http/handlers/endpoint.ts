import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { cancelEndpointMessages } from "@/lib/domain/endpoints/cancel-messages.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { dryRunFilter } from "@/lib/domain/endpoints/dry-run-filter.ts";
import { expireEndpointSecrets } from "@/lib/domain/endpoints/expire-secrets.ts";
import { extendEndpointSecrets } from "@/lib/domain/endpoints/extend-secrets.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { getEndpointStats } from "@/lib/domain/endpoints/get-stats.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { listDeletedEndpoints } from "@/lib/domain/endpoints/list-deleted.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { pauseEndpoint } from "@/lib/domain/endpoints/pause.ts";
import { probeUrl } from "@/lib/domain/endpoints/probe-url.ts";
import { restoreEndpoint } from "@/lib/domain/endpoints/restore.ts";
import { resumeEndpoint } from "@/lib/domain/endpoints/resume.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { sendEndpointExample } from "@/lib/domain/endpoints/send-example.ts";
import { patchEndpointHeaders, setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { testEndpoint } from "@/lib/domain/endpoints/test-endpoint.ts";
import { upsertEndpoint } from "@/lib/domain/endpoints/upsert.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { refOf } from "@/lib/http/handlers/endpoint-ref.ts";
import { hearDeliveries } from "@/lib/http/live.ts";

export const endpointHandlers = {
  listEndpoints: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listEndpoints(ctx, { applicationId: id, ...query }) };
  },

  createEndpoint: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 201, body: await createEndpoint(ctx, { applicationId: id, endpoint: body }) };
  },

  getEndpoint: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const input = { applicationId: id, endpointIdOrUid: params.endpoint_id };
    return { status: 200, body: await getEndpoint(ctx, input) };
  },

  upsertEndpoint: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const input = { applicationId: id, endpointIdOrUid: params.endpoint_id, endpoint: body };
    const { created, endpoint } = await upsertEndpoint(ctx, input);
    return { status: created ? 201 : 200, body: endpoint };
  },

  patchEndpoint: async (ctx, { params, body }) => ({
    status: 200,
    body: await patchEndpoint(ctx, { ...(await refOf(ctx, params)), patch: body }),
  }),

  deleteEndpoint: async (ctx, { params }) => {
    await deleteEndpoint(ctx, await refOf(ctx, params));
    return { status: 204, body: null };
  },

  listDeletedEndpoints: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listDeletedEndpoints(ctx, { applicationId: id }) };
  },

  restoreEndpoint: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const input = { applicationId: id, endpointIdOrUid: params.endpoint_id };
    return { status: 200, body: await restoreEndpoint(ctx, input) };
  },

  pauseEndpoint: async (ctx, { params }) => ({
    status: 200,
    body: await pauseEndpoint(ctx, await refOf(ctx, params)),
  }),

  resumeEndpoint: async (ctx, { params, body }) => ({
    status: 200,
    body: await resumeEndpoint(ctx, { ...(await refOf(ctx, params)), ...body }),
  }),

  checkEndpointUrl: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await probeUrl(ctx, { applicationId: id, url: body.url }) };
  },

  dryRunFilter: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await dryRunFilter(ctx, { applicationId: id, ...body }) };
  },

  cancelEndpointMessages: async (ctx, { params, body }) => ({
    status: 202,
    body: await cancelEndpointMessages(ctx, { ...(await refOf(ctx, params)), ...body }),
  }),

  getEndpointHeaders: async (ctx, { params }) => ({
    status: 200,
    body: await getEndpointHeaders(ctx, await refOf(ctx, params)),
  }),

  setEndpointHeaders: async (ctx, { params, body }) => {
    await setEndpointHeaders(ctx, { ...(await refOf(ctx, params)), ...body });
    return { status: 204, body: null };
  },

  patchEndpointHeaders: async (ctx, { params, body }) => {
    await patchEndpointHeaders(ctx, { ...(await refOf(ctx, params)), ...body });
    return { status: 204, body: null };
  },

  getEndpointSecret: async (ctx, { params, query }) => ({
    status: 200,
    body: await getEndpointSecret(ctx, { ...(await refOf(ctx, params)), ...query }),
  }),

  rotateEndpointSecret: async (ctx, { params, body }) => {
    await rotateEndpointSecret(ctx, { ...(await refOf(ctx, params)), ...body });
    return { status: 204, body: null };
  },

  listEndpointSecrets: async (ctx, { params }) => ({
    status: 200,
    body: await listEndpointSecrets(ctx, await refOf(ctx, params)),
  }),

  extendEndpointSecrets: async (ctx, { params, body }) => {
    await extendEndpointSecrets(ctx, { ...(await refOf(ctx, params)), ...body });
    return { status: 204, body: null };
  },

  expireEndpointSecrets: async (ctx, { params }) => {
    await expireEndpointSecrets(ctx, await refOf(ctx, params));
    return { status: 204, body: null };
  },

  getEndpointStats: async (ctx, { params, query }) => ({
    status: 200,
    body: await getEndpointStats(ctx, { ...(await refOf(ctx, params)), ...query }),
  }),

  sendEndpointExample: async (ctx, { params, body }) => ({
    status: 202,
    body: await sendEndpointExample(ctx, { ...(await refOf(ctx, params)), ...body }),
  }),

  testEndpoint: async (ctx, { params, body }) => {
    await hearDeliveries();
    return { status: 202, body: await testEndpoint(ctx, { ...(await refOf(ctx, params)), ...body }) };
  },
} satisfies Pick<
  Handlers,
  | "listEndpoints"
  | "createEndpoint"
  | "getEndpoint"
  | "upsertEndpoint"
  | "patchEndpoint"
  | "deleteEndpoint"
  | "listDeletedEndpoints"
  | "restoreEndpoint"
  | "pauseEndpoint"
  | "resumeEndpoint"
  | "cancelEndpointMessages"
  | "checkEndpointUrl"
  | "dryRunFilter"
  | "getEndpointHeaders"
  | "setEndpointHeaders"
  | "patchEndpointHeaders"
  | "getEndpointSecret"
  | "rotateEndpointSecret"
  | "listEndpointSecrets"
  | "expireEndpointSecrets"
  | "extendEndpointSecrets"
  | "getEndpointStats"
  | "sendEndpointExample"
  | "testEndpoint"
>;
