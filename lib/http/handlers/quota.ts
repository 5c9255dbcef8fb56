import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getQuota } from "@/lib/domain/quotas/get.ts";
import { patchQuota } from "@/lib/domain/quotas/patch.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const quotaHandlers = {
  getQuota: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await getQuota(ctx, { applicationId: id }) };
  },

  patchQuota: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await patchQuota(ctx, { applicationId: id, patch: body }) };
  },
} satisfies Pick<Handlers, "getQuota" | "patchQuota">;
