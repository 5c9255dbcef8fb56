import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { OperationalWebhookEndpointOut } from "@/lib/contract/operational-webhook.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { upsertEndpoint } from "@/lib/domain/endpoints/upsert.ts";
import {
  ensureOperationalPlace,
  findOperationalPlace,
  getOperationalPlace,
} from "@/lib/domain/operational-webhooks/application.ts";
import type { Handlers } from "@/lib/http/handler.ts";

const NONE = { data: [], iterator: null, prevIterator: null, done: true };

/** What a customer's endpoint has besides is no part of this answer. */
function toOperationalOut(endpoint: EndpointOut): OperationalWebhookEndpointOut {
  return OperationalWebhookEndpointOut.parse(endpoint);
}

async function refOf(given: Context, params: { endpoint_id: string }): Promise<{ ctx: Context; ref: EndpointRef }> {
  const { ctx, applicationId } = await getOperationalPlace(given);
  const { id } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: params.endpoint_id });
  return { ctx, ref: { applicationId, endpointId: id } };
}

export const operationalWebhookHandlers = {
  listOperationalEndpoints: async (given, { query }) => {
    const place = await findOperationalPlace(given);
    if (!place) return { status: 200, body: NONE };
    const page = await listEndpoints(place.ctx, { applicationId: place.applicationId, ...query });
    return { status: 200, body: { ...page, data: page.data.map(toOperationalOut) } };
  },

  createOperationalEndpoint: async (given, { body }) => {
    const { ctx, applicationId } = await ensureOperationalPlace(given);
    return { status: 201, body: toOperationalOut(await createEndpoint(ctx, { applicationId, endpoint: body })) };
  },

  getOperationalEndpoint: async (given, { params }) => {
    const { ctx, applicationId } = await getOperationalPlace(given);
    const endpoint = await getEndpoint(ctx, { applicationId, endpointIdOrUid: params.endpoint_id });
    return { status: 200, body: toOperationalOut(endpoint) };
  },

  upsertOperationalEndpoint: async (given, { params, body }) => {
    const { ctx, applicationId } = await ensureOperationalPlace(given);
    const input = { applicationId, endpointIdOrUid: params.endpoint_id, endpoint: body };
    const { created, endpoint } = await upsertEndpoint(ctx, input);
    return { status: created ? 201 : 200, body: toOperationalOut(endpoint) };
  },

  deleteOperationalEndpoint: async (given, { params }) => {
    const { ctx, ref } = await refOf(given, params);
    await deleteEndpoint(ctx, ref);
    return { status: 204, body: null };
  },

  getOperationalEndpointHeaders: async (given, { params }) => {
    const { ctx, ref } = await refOf(given, params);
    return { status: 200, body: await getEndpointHeaders(ctx, ref) };
  },

  setOperationalEndpointHeaders: async (given, { params, body }) => {
    const { ctx, ref } = await refOf(given, params);
    await setEndpointHeaders(ctx, { ...ref, ...body });
    return { status: 204, body: null };
  },

  getOperationalEndpointSecret: async (given, { params }) => {
    const { ctx, ref } = await refOf(given, params);
    return { status: 200, body: await getEndpointSecret(ctx, ref) };
  },

  rotateOperationalEndpointSecret: async (given, { params, body }) => {
    const { ctx, ref } = await refOf(given, params);
    await rotateEndpointSecret(ctx, { ...ref, ...body });
    return { status: 204, body: null };
  },
} satisfies Pick<
  Handlers,
  | "listOperationalEndpoints"
  | "createOperationalEndpoint"
  | "getOperationalEndpoint"
  | "upsertOperationalEndpoint"
  | "deleteOperationalEndpoint"
  | "getOperationalEndpointHeaders"
  | "setOperationalEndpointHeaders"
  | "getOperationalEndpointSecret"
  | "rotateOperationalEndpointSecret"
>;
