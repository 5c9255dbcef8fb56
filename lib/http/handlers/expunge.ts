import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { expungeAttempt } from "@/lib/domain/attempts/expunge.ts";
import { expungeAllMessages, expungeMessage, expungeMessages } from "@/lib/domain/messages/expunge.ts";
import { requireMessageId } from "@/lib/domain/messages/resolve.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

export const expungeHandlers = {
  expungeMessageContent: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    await expungeMessage(ctx, { applicationId: id, message: params.msg_id });
    return { status: 204, body: null };
  },

  expungeAttemptContent: async (ctx, { params }) => {
    const attemptId = parseId("attempt", params.attempt_id);
    if (!attemptId) throw new NotFound();
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    const messageId = await requireMessageId({ applicationId, message: params.msg_id });
    await expungeAttempt(ctx, { applicationId, messageId, attemptId });
    return { status: 204, body: null };
  },

  bulkExpungeMessageContents: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await expungeMessages(ctx, { applicationId: id, messages: body.ids }) };
  },

  expungeAllMessageContents: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 202, body: await expungeAllMessages(ctx, { applicationId: id }) };
  },
} satisfies Pick<
  Handlers,
  "expungeMessageContent" | "expungeAttemptContent" | "bulkExpungeMessageContents" | "expungeAllMessageContents"
>;
