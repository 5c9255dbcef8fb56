import type { z } from "zod";
import type { listAttemptsByEndpoint as byEndpointOperation } from "@/lib/contract/attempt.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getAttempt } from "@/lib/domain/attempts/get.ts";
import { type AttemptFilter, listAttemptsByEndpoint, listAttemptsByMessage } from "@/lib/domain/attempts/list.ts";
import { listMessageDestinations } from "@/lib/domain/attempts/list-destinations.ts";
import { listAttemptedMessages } from "@/lib/domain/attempts/list-messages.ts";
import type { Context } from "@/lib/domain/context.ts";
import { replayMessage } from "@/lib/domain/deliveries/replay.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { requireMessageId } from "@/lib/domain/messages/resolve.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

function filterOf(query: z.output<(typeof byEndpointOperation)["query"]>): AttemptFilter {
  return {
    limit: query.limit,
    iterator: query.iterator,
    status: query.status,
    statusCodeClass: query.status_code_class,
    channel: query.channel,
    tag: query.tag,
    before: query.before,
    after: query.after,
    eventTypes: query.event_types,
    withContent: query.with_content,
    withMessage: query.with_msg ?? false,
    expandedStatuses: query.expanded_statuses ?? false,
  };
}

/** Ids of what the path names; NotFound when either is missing or somebody else's. */
async function messageRefOf(ctx: Context, params: { app_id: string; msg_id: string }) {
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  const messageId = await requireMessageId({ applicationId, message: params.msg_id });
  return { applicationId, messageId };
}

async function endpointIdOf(ctx: Context, applicationId: string, endpointIdOrUid: string): Promise<string> {
  const { id } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid });
  return id;
}

export const attemptHandlers = {
  listAttemptsByEndpoint: async (ctx, { params, query }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    const endpointId = await endpointIdOf(ctx, applicationId, params.endpoint_id);
    const input = { ...filterOf(query), applicationId, endpointId };
    return { status: 200, body: await listAttemptsByEndpoint(ctx, input) };
  },

  listAttemptsByMessage: async (ctx, { params, query }) => {
    const ref = await messageRefOf(ctx, params);
    const endpointId = query.endpoint_id && (await endpointIdOf(ctx, ref.applicationId, query.endpoint_id));
    return { status: 200, body: await listAttemptsByMessage(ctx, { ...filterOf(query), ...ref, endpointId }) };
  },

  // The old paths of the same lists.
  listMessageAttempts: async (ctx, { params, query }) => {
    const ref = await messageRefOf(ctx, params);
    const endpointId = query.endpoint_id && (await endpointIdOf(ctx, ref.applicationId, query.endpoint_id));
    return { status: 200, body: await listAttemptsByMessage(ctx, { ...filterOf(query), ...ref, endpointId }) };
  },
  listMessageEndpointAttempts: async (ctx, { params, query }) => {
    const ref = await messageRefOf(ctx, params);
    const endpointId = await endpointIdOf(ctx, ref.applicationId, params.endpoint_id);
    return { status: 200, body: await listAttemptsByMessage(ctx, { ...filterOf(query), ...ref, endpointId }) };
  },

  listAttemptedMessages: async (ctx, { params, query }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    const endpointId = await endpointIdOf(ctx, applicationId, params.endpoint_id);
    const { event_types: eventTypes, with_content: withContent, ...rest } = query;
    const input = { ...rest, applicationId, endpointId, eventTypes, withContent };
    return { status: 200, body: { rawJson: await listAttemptedMessages(ctx, input) } };
  },

  listMessageDestinations: async (ctx, { params, query }) => {
    const ref = await messageRefOf(ctx, params);
    return { status: 200, body: await listMessageDestinations(ctx, { ...ref, ...query }) };
  },

  getAttempt: async (ctx, { params, query }) => {
    const attemptId = parseId("attempt", params.attempt_id);
    if (!attemptId) throw new NotFound();
    const ref = await messageRefOf(ctx, params);
    const expandedStatuses = query.expanded_statuses ?? false;
    return { status: 200, body: await getAttempt(ctx, { ...ref, attemptId, expandedStatuses }) };
  },

  resendMessage: async (ctx, { params }) => {
    const ref = await messageRefOf(ctx, params);
    const endpointId = await endpointIdOf(ctx, ref.applicationId, params.endpoint_id);
    await replayMessage(ctx, { ...ref, endpointId });
    return { status: 202, body: {} };
  },
} satisfies Pick<
  Handlers,
  | "listAttemptsByEndpoint"
  | "listAttemptsByMessage"
  | "listMessageAttempts"
  | "listMessageEndpointAttempts"
  | "listAttemptedMessages"
  | "listMessageDestinations"
  | "getAttempt"
  | "resendMessage"
>;
