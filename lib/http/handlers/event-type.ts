import { createEventType } from "@/lib/domain/event-types/create.ts";
import { deleteEventType } from "@/lib/domain/event-types/delete.ts";
import { getEventType } from "@/lib/domain/event-types/get.ts";
import { importEventTypes } from "@/lib/domain/event-types/import.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";
import { listViolations } from "@/lib/domain/event-types/list-violations.ts";
import { patchEventType } from "@/lib/domain/event-types/patch.ts";
import { upsertEventType } from "@/lib/domain/event-types/upsert.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const eventTypeHandlers = {
  listEventTypes: async (ctx, { query }) => {
    const { limit, iterator, order } = query;
    const show = query.include_archived ? "all" : "not-archived";
    const content = query.with_content ? "schemas" : "none";
    return { status: 200, body: await listEventTypes(ctx, { limit, iterator, order, show, content }) };
  },

  createEventType: async (ctx, { body }) => ({ status: 201, body: await createEventType(ctx, body) }),

  getEventType: async (ctx, { params }) => ({
    status: 200,
    body: await getEventType(ctx, { name: params.event_type_name }),
  }),

  upsertEventType: async (ctx, { params, body }) => {
    const input = { name: params.event_type_name, eventType: body };
    const { created, eventType } = await upsertEventType(ctx, input);
    return { status: created ? 201 : 200, body: eventType };
  },

  patchEventType: async (ctx, { params, body }) => ({
    status: 200,
    body: await patchEventType(ctx, { name: params.event_type_name, patch: body }),
  }),

  listEventTypeViolations: async (ctx, { params }) => ({
    status: 200,
    body: await listViolations(ctx, { name: params.event_type_name }),
  }),

  importEventTypes: async (ctx, { body }) => ({ status: 200, body: await importEventTypes(ctx, body) }),

  deleteEventType: async (ctx, { params, query }) => {
    await deleteEventType(ctx, { name: params.event_type_name, how: query.expunge ? "expunge" : "archive" });
    return { status: 204, body: null };
  },
} satisfies Pick<
  Handlers,
  | "listEventTypes"
  | "createEventType"
  | "getEventType"
  | "upsertEventType"
  | "patchEventType"
  | "deleteEventType"
  | "listEventTypeViolations"
  | "importEventTypes"
>;
