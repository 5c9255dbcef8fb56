import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { listInboxes } from "@/lib/domain/inboxes/list.ts";
import { listInboxRequests } from "@/lib/domain/inboxes/list-requests.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const inboxHandlers = {
  createInbox: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 201, body: await createInbox(ctx, { applicationId: id }) };
  },

  listInboxes: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listInboxes(ctx, { applicationId: id, ...query }) };
  },

  listInboxRequests: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const input = { applicationId: id, inboxId: params.inbox_id, ...query };
    return { status: 200, body: await listInboxRequests(ctx, input) };
  },
} satisfies Pick<Handlers, "createInbox" | "listInboxes" | "listInboxRequests">;
