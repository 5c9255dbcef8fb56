import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { listMessages } from "@/lib/domain/messages/list.ts";
import { precheckMessage } from "@/lib/domain/messages/precheck.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const messageReadHandlers = {
  listMessages: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const { event_types: eventTypes, with_content: withContent, ...rest } = query;
    const rawJson = await listMessages(ctx, { applicationId: id, ...rest, eventTypes, withContent });
    return { status: 200, body: { rawJson } };
  },

  getMessage: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const input = { applicationId: id, message: params.msg_id, withContent: query.with_content };
    return { status: 200, body: { rawJson: await getMessage(ctx, input) } };
  },

  precheckMessage: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await precheckMessage(ctx, { applicationId: id, ...body }) };
  },
} satisfies Pick<Handlers, "listMessages" | "getMessage" | "precheckMessage">;
