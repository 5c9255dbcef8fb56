import { type Row, same } from "@/e2e/api/compat/row.ts";

const one = "/event-type/{event_type_name}";
const SPEC = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Events", version: "1" },
  webhooks: {
    "compat.imported": {
      post: { requestBody: { content: { "application/json": { schema: { type: "object" } } } }, responses: {} },
    },
  },
});

export const eventTypes: Row[] = [
  {
    operation: "GET /event-type",
    success: [200],
    tier: 1,
    call: "eventType.list",
    ...same((sdk) => sdk.eventType.list({ limit: 5, includeArchived: true, withContent: true })),
  },
  {
    operation: "POST /event-type",
    success: [201],
    tier: 1,
    call: "eventType.create",
    ...same((sdk, { name }) => sdk.eventType.create({ name: name(), description: "", schemas: { "1": {} } })),
  },
  {
    operation: `GET ${one}`,
    success: [200],
    tier: 1,
    call: "eventType.get",
    ...same((sdk, { eventType }) => sdk.eventType.get(eventType)),
  },
  {
    operation: `PUT ${one}`,
    success: [200, 201],
    tier: 1,
    call: "eventType.upsert",
    oldCall: "eventType.update",
    two: (sdk, { eventType }) => sdk.eventType.upsert(eventType, { description: "Again." }),
    one: (sdk, { eventType }) => sdk.eventType.update(eventType, { description: "Again." }),
  },
  {
    operation: `PATCH ${one}`,
    success: [200],
    tier: 1,
    call: "eventType.patch",
    ...same((sdk, { eventType }) => sdk.eventType.patch(eventType, { deprecated: false })),
  },
  {
    operation: `DELETE ${one}`,
    success: [204],
    tier: 1,
    call: "eventType.delete",
    ...same(async (sdk, { name }) => {
      const made = await sdk.eventType.create({ name: name(), description: "" });
      await sdk.eventType.delete(made.name, { expunge: true });
    }),
    note: "Archives; `expunge` removes.",
  },
  {
    operation: "POST /event-type/import/openapi",
    success: [200],
    tier: 2,
    call: "eventType.importOpenapi",
    ...same((sdk) => sdk.eventType.importOpenapi({ specRaw: SPEC, dryRun: true })),
  },
];
