import { type Row, same } from "@/e2e/api/compat/row.ts";

const one = "/app/{app_id}";

export const applications: Row[] = [
  {
    operation: "GET /app",
    success: [200],
    tier: 1,
    call: "application.list",
    ...same((sdk) => sdk.application.list({ limit: 5 })),
  },
  {
    operation: "POST /app",
    success: [201],
    tier: 1,
    call: "application.create",
    ...same((sdk, { name }) => sdk.application.create({ name: "Acme", uid: name(), metadata: { plan: "gold" } })),
  },
  {
    operation: "POST /app",
    success: [200],
    tier: 1,
    call: "application.getOrCreate",
    ...same((sdk, { appUid }) => sdk.application.getOrCreate({ name: "Acme", uid: appUid })),
  },
  {
    operation: `GET ${one}`,
    success: [200],
    tier: 1,
    call: "application.get",
    ...same((sdk, { app }) => sdk.application.get(app)),
  },
  {
    operation: `PUT ${one}`,
    success: [200, 201],
    tier: 1,
    call: "application.upsert",
    oldCall: "application.update",
    two: (sdk, { name }) => sdk.application.upsert(name(), { name: "Acme" }),
    one: (sdk, { name }) => sdk.application.update(name(), { name: "Acme" }),
    note: "An unknown uid is created with that uid.",
  },
  {
    operation: `PATCH ${one}`,
    success: [200],
    tier: 1,
    call: "application.patch",
    ...same((sdk, { app }) => sdk.application.patch(app, { throttleRate: null })),
  },
  {
    operation: `DELETE ${one}`,
    success: [204],
    tier: 1,
    call: "application.delete",
    ...same(async (sdk, { name }) => sdk.application.delete((await sdk.application.create({ name: name() })).id)),
  },
];
