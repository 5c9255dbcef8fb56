import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { deleteInbox } from "@/lib/domain/inboxes/delete.ts";
import type { InboxRef } from "@/lib/domain/inboxes/find.ts";
import { getInbox } from "@/lib/domain/inboxes/get.ts";
import { listInboxes } from "@/lib/domain/inboxes/list.ts";
import { listInboxRequests } from "@/lib/domain/inboxes/list-requests.ts";
import { patchInbox } from "@/lib/domain/inboxes/patch.ts";
import type { Handlers } from "@/lib/http/handler.ts";

async function refOf(ctx: Context, params: { app_id: string; inbox_id: string }): Promise<InboxRef> {
  const { id } = await resolveApplication(ctx, params.app_id);
  return { applicationId: id, inboxId: params.inbox_id };
}

export const inboxHandlers = {
  createInbox: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 201, body: await createInbox(ctx, { applicationId: id }) };
  },

  listInboxes: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listInboxes(ctx, { applicationId: id, ...query }) };
  },

  getInbox: async (ctx, { params }) => {
    return { status: 200, body: await getInbox(ctx, await refOf(ctx, params)) };
  },

  patchInbox: async (ctx, { params, body }) => {
    return { status: 200, body: await patchInbox(ctx, { ...(await refOf(ctx, params)), patch: body }) };
  },

  deleteInbox: async (ctx, { params }) => {
    await deleteInbox(ctx, await refOf(ctx, params));
    return { status: 204, body: null };
  },

  listInboxRequests: async (ctx, { params, query }) => {
    return { status: 200, body: await listInboxRequests(ctx, { ...(await refOf(ctx, params)), ...query }) };
  },
} satisfies Pick<
  Handlers,
  "createInbox" | "listInboxes" | "getInbox" | "patchInbox" | "deleteInbox" | "listInboxRequests"
>;
