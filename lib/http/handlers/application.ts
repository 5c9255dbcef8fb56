import { createApplication } from "@/lib/domain/applications/create.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { getApplication } from "@/lib/domain/applications/get.ts";
import { listApplications } from "@/lib/domain/applications/list.ts";
import { patchApplication } from "@/lib/domain/applications/patch.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { resumeApplication } from "@/lib/domain/applications/resume.ts";
import { suspendApplication } from "@/lib/domain/applications/suspend.ts";
import { upsertApplication } from "@/lib/domain/applications/upsert.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

export const applicationHandlers = {
  listApplications: async (ctx, { query }) => {
    const { limit, iterator, order, q, sort, state } = query;
    const filter = {
      q,
      state,
      ids: query.app?.flatMap((id) => parseId("application", id) ?? []),
      withoutEndpoints: query.exclude_apps_with_no_endpoints ? "leave-out" : undefined,
      withDisabledEndpoints: query.exclude_apps_with_disabled_endpoints ? "leave-out" : undefined,
    } as const;
    return { status: 200, body: await listApplications(ctx, { limit, iterator, order, sort, filter }) };
  },

  createApplication: async (ctx, { query, body }) => {
    const whenTaken = query.get_if_exists ? "get" : "refuse";
    const { created, application } = await createApplication(ctx, { application: body, whenTaken });
    return { status: created ? 201 : 200, body: application };
  },

  getApplication: async (ctx, { params }) => ({
    status: 200,
    body: await getApplication(ctx, { applicationIdOrUid: params.app_id }),
  }),

  upsertApplication: async (ctx, { params, body }) => {
    const input = { applicationIdOrUid: params.app_id, application: body };
    const { created, application } = await upsertApplication(ctx, input);
    return { status: created ? 201 : 200, body: application };
  },

  patchApplication: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await patchApplication(ctx, { applicationId: id, patch: body }) };
  },

  suspendApplication: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await suspendApplication(ctx, { applicationId: id, reason: body.reason ?? null }) };
  },

  resumeApplication: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await resumeApplication(ctx, { applicationId: id }) };
  },

  deleteApplication: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    await deleteApplication(ctx, { applicationId: id });
    return { status: 204, body: null };
  },
} satisfies Pick<
  Handlers,
  | "listApplications"
  | "createApplication"
  | "getApplication"
  | "upsertApplication"
  | "patchApplication"
  | "suspendApplication"
  | "resumeApplication"
  | "deleteApplication"
>;
