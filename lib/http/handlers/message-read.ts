import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getMessageVerdicts } from "@/lib/domain/deliveries/message-verdicts.ts";
import { countMissedMessages, listMissedMessages } from "@/lib/domain/deliveries/missed.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { listMessages } from "@/lib/domain/messages/list.ts";
import { precheckMessage } from "@/lib/domain/messages/precheck.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { refOf } from "@/lib/http/handlers/endpoint-ref.ts";

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

  getMessageVerdicts: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await getMessageVerdicts(ctx, { applicationId: id, message: params.msg_id }) };
  },

  listMissedMessages: async (ctx, { params, query }) => {
    const { limit, iterator, ...filter } = query;
    const ref = await refOf(ctx, params);
    return { status: 200, body: await listMissedMessages(ctx, { ...ref, limit, iterator, filter }) };
  },

  countMissedMessages: async (ctx, { params, query }) => {
    const ref = await refOf(ctx, params);
    return { status: 200, body: await countMissedMessages(ctx, { ...ref, filter: query }) };
  },

  precheckMessage: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await precheckMessage(ctx, { applicationId: id, ...body }) };
  },
} satisfies Pick<
  Handlers,
  | "listMessages"
  | "getMessage"
  | "getMessageVerdicts"
  | "listMissedMessages"
  | "countMissedMessages"
  | "precheckMessage"
>;
