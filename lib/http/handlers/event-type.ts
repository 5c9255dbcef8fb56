import { checkSchema } from "@/lib/domain/event-types/check-schema.ts";
import { createEventType } from "@/lib/domain/event-types/create.ts";
import { deleteEventType } from "@/lib/domain/event-types/delete.ts";
import { getDrift } from "@/lib/domain/event-types/drift.ts";
import { getEventType } from "@/lib/domain/event-types/get.ts";
import { importEventTypes } from "@/lib/domain/event-types/import.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";
import { listViolations } from "@/lib/domain/event-types/list-violations.ts";
import { patchEventType } from "@/lib/domain/event-types/patch.ts";
import { previewImport } from "@/lib/domain/event-types/preview-import.ts";
import { onNamedCatalogue } from "@/lib/domain/event-types/scope.ts";
import { upsertEventType } from "@/lib/domain/event-types/upsert.ts";
import { getEventTypeUsage, listEventTypeUsage } from "@/lib/domain/event-types/usage.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const eventTypeHandlers = {
  listEventTypes: async (ctx, { query }) => {
    const { limit, iterator, order } = query;
    const show = query.include_archived ? "all" : "not-archived";
    const content = query.with_content ? "schemas" : "none";
    const catalogue = await onNamedCatalogue(ctx, query.app);
    return { status: 200, body: await listEventTypes(catalogue, { limit, iterator, order, show, content }) };
  },

  createEventType: async (ctx, { body }) => ({ status: 201, body: await createEventType(ctx, body) }),

  getEventType: async (ctx, { params, query }) => ({
    status: 200,
    body: await getEventType(await onNamedCatalogue(ctx, query.app), { name: params.event_type_name }),
  }),

  upsertEventType: async (ctx, { params, body }) => {
    const input = { name: params.event_type_name, eventType: body };
    const { created, eventType } = await upsertEventType(ctx, input);
    return { status: created ? 201 : 200, body: eventType };
  },

  patchEventType: async (ctx, { params, query, body }) => {
    const input = { name: params.event_type_name, patch: body, unchangedSince: query.unchanged_since };
    return { status: 200, body: await patchEventType(ctx, input) };
  },

  listEventTypeViolations: async (ctx, { params }) => ({
    status: 200,
    body: await listViolations(ctx, { name: params.event_type_name }),
  }),

  listEventTypeUsage: async (ctx) => ({ status: 200, body: await listEventTypeUsage(ctx) }),

  getEventTypeUsage: async (ctx, { params }) => ({
    status: 200,
    body: await getEventTypeUsage(ctx, { name: params.event_type_name }),
  }),

  getEventTypeDrift: async (ctx, { params }) => ({
    status: 200,
    body: await getDrift(ctx, { name: params.event_type_name }),
  }),

  checkEventTypeSchema: async (ctx, { body }) => ({ status: 200, body: await checkSchema(ctx, body) }),

  previewEventTypeImport: async (ctx, { body }) => ({ status: 200, body: await previewImport(ctx, body) }),

  importEventTypes: async (ctx, { body }) => ({ status: 200, body: await importEventTypes(ctx, body) }),

  deleteEventType: async (ctx, { params, query }) => {
    await deleteEventType(ctx, {
      name: params.event_type_name,
      how: query.expunge ? "expunge" : "archive",
      ifUnused: query.if_unused ?? false,
    });
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
  | "listEventTypeUsage"
  | "getEventTypeUsage"
  | "getEventTypeDrift"
  | "checkEventTypeSchema"
  | "previewEventTypeImport"
  | "importEventTypes"
>;
