import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { deleteSourceRequest } from "@/lib/domain/source-requests/delete.ts";
import { getSourceRequest } from "@/lib/domain/source-requests/get.ts";
import { listSourceRequests } from "@/lib/domain/source-requests/list.ts";
import { replaySourceRequest } from "@/lib/domain/source-requests/replay.ts";
import { replaySourceRequests } from "@/lib/domain/source-requests/replay-all.ts";
import { type SourceRequestRef, toSourceRequestRef } from "@/lib/domain/source-requests/resolve.ts";
import { createSource } from "@/lib/domain/sources/create.ts";
import { deleteSource } from "@/lib/domain/sources/delete.ts";
import { expireSourceSecrets } from "@/lib/domain/sources/expire-secrets.ts";
import { getSource } from "@/lib/domain/sources/get.ts";
import { listSources } from "@/lib/domain/sources/list.ts";
import { resolveSource, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { patchSource } from "@/lib/domain/sources/patch.ts";
import { rotateSourceSecret } from "@/lib/domain/sources/rotate-secret.ts";
import type { Handlers } from "@/lib/http/handler.ts";

async function sourceOf(ctx: Context, params: { app_id: string; source_id: string }): Promise<SourceRef> {
  const { id } = await resolveApplication(ctx, params.app_id);
  return resolveSource(ctx, { applicationId: id, sourceId: params.source_id });
}

async function requestOf(
  ctx: Context,
  params: { app_id: string; source_id: string; source_request_id: string },
): Promise<SourceRequestRef> {
  return toSourceRequestRef(await sourceOf(ctx, params), params.source_request_id);
}

export const sourceHandlers = {
  listSources: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listSources(ctx, { applicationId: id, ...query }) };
  },

  createSource: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 201, body: await createSource(ctx, { applicationId: id, source: body }) };
  },

  getSource: async (ctx, { params }) => ({ status: 200, body: await getSource(ctx, await sourceOf(ctx, params)) }),

  patchSource: async (ctx, { params, body }) => {
    const ref = await sourceOf(ctx, params);
    return { status: 200, body: await patchSource(ctx, { ...ref, patch: body }) };
  },

  deleteSource: async (ctx, { params }) => {
    await deleteSource(ctx, await sourceOf(ctx, params));
    return { status: 204, body: null };
  },

  rotateSourceSecret: async (ctx, { params, body }) => {
    await rotateSourceSecret(ctx, { ...(await sourceOf(ctx, params)), ...body });
    return { status: 204, body: null };
  },

  expireSourceSecrets: async (ctx, { params }) => {
    await expireSourceSecrets(ctx, await sourceOf(ctx, params));
    return { status: 204, body: null };
  },

  listSourceRequests: async (ctx, { params, query }) => {
    const ref = await sourceOf(ctx, params);
    return { status: 200, body: await listSourceRequests(ctx, { ...ref, ...query }) };
  },

  getSourceRequest: async (ctx, { params }) => {
    return { status: 200, body: await getSourceRequest(ctx, await requestOf(ctx, params)) };
  },

  replaySourceRequest: async (ctx, { params }) => {
    return { status: 202, body: await replaySourceRequest(ctx, await requestOf(ctx, params)) };
  },

  replaySourceRequests: async (ctx, { params }) => {
    return { status: 202, body: await replaySourceRequests(ctx, await sourceOf(ctx, params)) };
  },

  deleteSourceRequest: async (ctx, { params }) => {
    await deleteSourceRequest(ctx, await requestOf(ctx, params));
    return { status: 204, body: null };
  },
} satisfies Partial<Handlers>;
