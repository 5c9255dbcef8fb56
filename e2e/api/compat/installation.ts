import { type Row, same } from "@/e2e/api/compat/row.ts";

const operational = "/operational-webhook/endpoint";

export const installation: Row[] = [
  {
    operation: "POST /auth/app-portal-access/{app_id}",
    success: [200],
    tier: 1,
    call: "authentication.appPortalAccess",
    ...same((sdk, { app }) => sdk.authentication.appPortalAccess(app, { expiry: 3600, sessionId: "s1" })),
    note: "The link opens once; the token can be revoked.",
  },
  {
    operation: "POST /auth/dashboard-access/{app_id}",
    success: [200],
    tier: 1,
    call: null,
    oldCall: "authentication.dashboardAccess",
    one: (sdk, { app }) => sdk.authentication.dashboardAccess(app),
  },
  {
    operation: "POST /auth/logout",
    success: [204],
    tier: 1,
    call: "authentication.logout",
    two: (_, { portal }) => portal.two.authentication.logout(),
    one: (_, { portal }) => portal.one.authentication.logout(),
    note: "Of a portal token; an API key is revoked in the console or by `DELETE /api-key/{key_id}`.",
  },
  {
    operation: "POST /auth/app/{app_id}/expire-all",
    success: [204],
    tier: 2,
    call: "authentication.expireAll",
    ...same((sdk, { app }) => sdk.authentication.expireAll(app, { sessionIds: ["s1"] })),
  },
  {
    operation: "GET /health",
    success: [200],
    tier: 1,
    call: "health.get",
    ...same((sdk) => sdk.health.get()),
  },
  {
    operation: "GET /health/ping",
    success: [204],
    tier: 1,
    call: null,
    plain: () => ({ path: "/health/ping/" }),
  },
  {
    operation: "GET /background-task",
    success: [200],
    tier: 2,
    call: "backgroundTask.list",
    ...same((sdk) => sdk.backgroundTask.list({ limit: 5 })),
  },
  {
    operation: "GET /background-task/{task_id}",
    success: [200],
    tier: 2,
    call: "backgroundTask.get",
    ...same(async (sdk, { app, endpoint, since }) =>
      sdk.backgroundTask.get((await sdk.endpoint.recover(app, endpoint, { since })).id),
    ),
  },
  {
    operation: `GET ${operational}`,
    success: [200],
    tier: 2,
    call: "operationalWebhook.endpoint.list",
    ...same((sdk) => sdk.operationalWebhook.endpoint.list({ limit: 5 })),
  },
  {
    operation: `POST ${operational}`,
    success: [201],
    tier: 2,
    call: "operationalWebhook.endpoint.create",
    ...same(async (sdk, { receiverUrl }) => {
      const made = await sdk.operationalWebhook.endpoint.create({ url: receiverUrl });
      await sdk.operationalWebhook.endpoint.delete(made.id);
    }),
  },
  ...(
    [
      ["GET", "", [200], "get", "get"],
      ["PUT", "", [200], "upsert", "update"],
      ["DELETE", "", [204], "delete", "delete"],
      ["GET", "/headers", [200], "getHeaders", "getHeaders"],
      ["PUT", "/headers", [204], "setHeaders", "updateHeaders"],
      ["GET", "/secret", [200], "getSecret", "getSecret"],
      ["POST", "/secret/rotate", [204], "rotateSecret", "rotateSecret"],
    ] as const
  ).map(
    ([method, below, success, call, oldCall]): Row => ({
      operation: `${method} ${operational}/{endpoint_id}${below}`,
      success: [...success],
      tier: 2,
      call: `operationalWebhook.endpoint.${call}`,
      oldCall: `operationalWebhook.endpoint.${oldCall}`,
      two: async ({ operationalWebhook: { endpoint } }, { receiverUrl: url }) => {
        const { id } = await endpoint.create({ url });
        if (call === "upsert") await endpoint.upsert(id, { url });
        else if (call === "setHeaders") await endpoint.setHeaders(id, { headers: { "x-a": "1" } });
        else if (call !== "delete") await endpoint[call](id);
        await endpoint.delete(id);
      },
      one: async ({ operationalWebhook: { endpoint } }, { receiverUrl: url }) => {
        const { id } = await endpoint.create({ url });
        if (oldCall === "update") await endpoint.update(id, { url });
        else if (oldCall === "updateHeaders") await endpoint.updateHeaders(id, { headers: { "x-a": "1" } });
        else if (oldCall !== "delete") await endpoint[oldCall](id);
        await endpoint.delete(id);
      },
    }),
  ),
  {
    operation: "POST /stats/usage/app",
    success: [202],
    tier: 2,
    call: "statistics.aggregateAppStats",
    ...same((sdk, { app, since }) => sdk.statistics.aggregateAppStats({ since, until: new Date(), appIds: [app] })),
  },
  {
    operation: "PUT /stats/usage/event-types",
    success: [202],
    tier: 2,
    call: "statistics.aggregateEventTypes",
    ...same((sdk) => sdk.statistics.aggregateEventTypes()),
  },
  {
    operation: "POST /environment/export",
    success: [200],
    tier: 2,
    call: "environment.export",
    ...same((sdk) => sdk.environment.export()),
  },
  {
    operation: "POST /environment/import",
    success: [204],
    tier: 2,
    call: "environment.import",
    ...same((sdk) => sdk.environment.import({ eventTypes: [] })),
  },
];
