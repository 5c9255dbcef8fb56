import { type Row, same } from "@/e2e/api/compat/row.ts";

const list = "/app/{app_id}/endpoint";
const one = `${list}/{endpoint_id}`;
const CODE = "function handler(webhook) { return webhook; }";

export const endpoints: Row[] = [
  {
    operation: `GET ${list}`,
    success: [200],
    tier: 1,
    call: "endpoint.list",
    ...same((sdk, { app }) => sdk.endpoint.list(app, { limit: 5 })),
  },
  {
    operation: `POST ${list}`,
    success: [201],
    tier: 1,
    call: "endpoint.create",
    two: (sdk, { app, receiverUrl, eventType, name }) =>
      sdk.endpoint.create(app, { url: receiverUrl, uid: name(), eventTypes: [eventType], headers: { "x-a": "1" } }),
    one: (sdk, { app, receiverUrl, eventType, name }) =>
      sdk.endpoint.create(app, { url: receiverUrl, uid: name(), filterTypes: [eventType], rateLimit: 9, version: 1 }),
    note: "Groups such as `invoice.*` are taken too. The old names are taken and answered.",
  },
  {
    operation: `GET ${one}`,
    success: [200],
    tier: 1,
    call: "endpoint.get",
    ...same((sdk, { app, endpointUid }) => sdk.endpoint.get(app, endpointUid)),
  },
  {
    operation: `PUT ${one}`,
    success: [200, 201],
    tier: 1,
    call: "endpoint.upsert",
    oldCall: "endpoint.update",
    two: (sdk, { app, receiverUrl, name }) => sdk.endpoint.upsert(app, name(), { url: receiverUrl }),
    one: (sdk, { app, receiverUrl, name }) => sdk.endpoint.update(app, name(), { url: receiverUrl }),
    note: "An unknown uid is created with that uid.",
  },
  {
    operation: `PATCH ${one}`,
    success: [200],
    tier: 1,
    call: "endpoint.patch",
    ...same((sdk, { app, endpoint }) => sdk.endpoint.patch(app, endpoint, { description: "Changed." })),
  },
  {
    operation: `DELETE ${one}`,
    success: [204],
    tier: 1,
    call: "endpoint.delete",
    ...same(async (sdk, { app, receiverUrl }) =>
      sdk.endpoint.delete(app, (await sdk.endpoint.create(app, { url: receiverUrl })).id),
    ),
  },
  {
    operation: `GET ${one}/headers`,
    success: [200],
    tier: 1,
    call: "endpoint.getHeaders",
    ...same((sdk, { app, endpoint }) => sdk.endpoint.getHeaders(app, endpoint)),
  },
  {
    operation: `PUT ${one}/headers`,
    success: [204],
    tier: 1,
    call: "endpoint.setHeaders",
    oldCall: "endpoint.updateHeaders",
    two: (sdk, { app, endpoint }) => sdk.endpoint.setHeaders(app, endpoint, { headers: { "x-b": "2" } }),
    one: (sdk, { app, endpoint }) => sdk.endpoint.updateHeaders(app, endpoint, { headers: { "x-b": "2" } }),
  },
  {
    operation: `PATCH ${one}/headers`,
    success: [204],
    tier: 1,
    call: "endpoint.patchHeaders",
    ...same((sdk, { app, endpoint }) =>
      sdk.endpoint.patchHeaders(app, endpoint, { headers: { "x-c": "3" }, deleteHeaders: ["x-b"] }),
    ),
  },
  {
    operation: `GET ${one}/secret`,
    success: [200],
    tier: 1,
    call: "endpoint.getSecret",
    ...same((sdk, { app, endpoint }) => sdk.endpoint.getSecret(app, endpoint)),
  },
  {
    operation: `POST ${one}/secret/rotate`,
    success: [204],
    tier: 1,
    call: "endpoint.rotateSecret",
    ...same((sdk, { app, endpoint }) => sdk.endpoint.rotateSecret(app, endpoint, { gracePeriodSeconds: 0 })),
  },
  {
    operation: `GET ${one}/stats`,
    success: [200],
    tier: 1,
    call: "endpoint.getStats",
    ...same((sdk, { app, endpoint, since }) => sdk.endpoint.getStats(app, endpoint, { since })),
    note: "Counts deliveries by their state now; test sends are not counted.",
  },
  {
    operation: `POST ${one}/recover`,
    success: [202],
    tier: 1,
    call: "endpoint.recover",
    ...same((sdk, { app, endpoint, since }) => sdk.endpoint.recover(app, endpoint, { since })),
    note: "The task can be looked up, paused and canceled.",
  },
  {
    operation: `POST ${one}/send-example`,
    success: [202],
    tier: 1,
    call: "endpoint.sendExample",
    ...same((sdk, { app, endpoint, eventType }) => sdk.endpoint.sendExample(app, endpoint, { eventType })),
    note: "Open to portals too; goes to the endpoint whatever its filter. At most 10 a minute.",
  },
  {
    operation: `POST ${one}/replay-missing`,
    success: [202],
    tier: 2,
    call: "endpoint.replayMissing",
    ...same((sdk, { app, endpoint, since }) => sdk.endpoint.replayMissing(app, endpoint, { since })),
  },
  {
    operation: `POST ${one}/bulk-replay`,
    success: [202],
    tier: 2,
    call: "endpoint.bulkReplay",
    ...same((sdk, { app, endpoint, since }) => sdk.endpoint.bulkReplay(app, endpoint, { since })),
  },
  {
    operation: `GET ${one}/transformation`,
    success: [200],
    tier: 2,
    call: "endpoint.transformation.get",
    oldCall: "endpoint.transformationGet",
    two: (sdk, { app, endpoint }) => sdk.endpoint.transformation.get(app, endpoint),
    one: (sdk, { app, endpoint }) => sdk.endpoint.transformationGet(app, endpoint),
  },
  {
    operation: `PATCH ${one}/transformation`,
    success: [204],
    tier: 2,
    call: "endpoint.transformation.patch",
    oldCall: "endpoint.patchTransformation",
    two: (sdk, { app, endpoint }) => sdk.endpoint.transformation.patch(app, endpoint, { code: CODE, enabled: false }),
    one: (sdk, { app, endpoint }) => sdk.endpoint.patchTransformation(app, endpoint, { code: CODE, enabled: false }),
  },
];
