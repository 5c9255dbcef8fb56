import { listActivity } from "@/lib/domain/activity/list.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const activityHandlers = {
  listActivity: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listActivity(ctx, { applicationId: id, ...query }) };
  },
} satisfies Pick<Handlers, "listActivity">;
